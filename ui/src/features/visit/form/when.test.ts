import { describe, expect, it } from 'vitest'
import { effectScope, reactive } from 'vue'
import { aForm } from '@/testing/visits'
import { isOvernight, useWhen } from './when'

function start(change = {}) {
  const form = reactive(aForm({ started_at: '2026-03-18T15:10:00', ...change }))
  const when = effectScope().run(() => useWhen(form))!
  return { form, when }
}

describe('useWhen', () => {
  it('takes day and times from the form', () => {
    const { when } = start({ ended_at: '2026-03-18T16:20:00' })
    expect([when.day.value, when.from.value, when.to.value]).toEqual(['2026-03-18', '15:10', '16:20'])
  })

  it('moves both times when the day is changed', () => {
    const { form, when } = start({ ended_at: '2026-03-18T16:20:00' })
    when.day.value = '2026-03-17'
    expect([form.started_at, form.ended_at]).toEqual(['2026-03-17T15:10:00', '2026-03-17T16:20:00'])
  })

  it('has no time without a day, and no end without a time', () => {
    const { form, when } = start({ ended_at: '2026-03-18T16:20:00' })
    when.to.value = null
    expect(form.ended_at).toBeNull()
    when.day.value = null
    expect(form.started_at).toBeNull()
  })

  it('lets a night visit end on the next day, and back again', () => {
    const { form, when } = start({ started_at: '2026-12-31T23:00:00' })
    when.to.value = '01:30'
    expect(form.ended_at).toBe('2027-01-01T01:30:00')
    expect(when.overnight.value).toBe(true)
    when.from.value = '00:30'
    expect(form.ended_at).toBe('2026-12-31T01:30:00')
  })

  it('takes an end before the start by day as the slip it is', () => {
    const { form, when } = start()
    when.to.value = '14:30'
    expect(form.ended_at).toBe('2026-03-18T14:30:00')
    expect(isOvernight('15:10', '14:30')).toBe(false)
  })

  it.each([
    { day: '2026-03-17', from: null, to: null, unread: {} },
    { day: null, from: '15:10', to: '16:20', unread: { day: '前儿个' } },
    { day: '2026-03-17', from: null, to: '16:20', unread: { from: '三点多' } },
    { day: null, from: null, to: null, unread: { day: '2026-02-31', from: '25:99', to: '天黑' } },
  ])('keeps what is no wall time yet, and shows it again as it was: $day $from $to $unread', ({ day, from, to, unread }) => {
    const { form, when } = start({ started_at: null })
    Object.assign(when.unread, unread)
    ;[when.day.value, when.from.value, when.to.value] = [day, from, to]
    const again = start({ ...JSON.parse(JSON.stringify(form)) }).when
    expect([again.day.value, again.from.value, again.to.value]).toEqual([day, from, to])
    expect(again.unread).toEqual({ day: '', from: '', to: '', ...unread })
  })

  it('keeps nothing beside a form in which everything is read', () => {
    const { form, when } = start({ started_at: null })
    when.day.value = '2026-03-17'
    expect(form.as_typed?.day).toBe('2026-03-17')
    ;[when.from.value, when.to.value] = ['15:10', '16:20']
    expect(form).not.toHaveProperty('as_typed')
  })

  it('keeps the day of a draft that has only an end', () => {
    const { when } = start({ started_at: null, ended_at: '2026-03-18T16:20:00' })
    expect(when.day.value).toBe('2026-03-18')
  })
})
