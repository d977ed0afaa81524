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

  it('keeps the day of a draft that has only an end', () => {
    const { when } = start({ started_at: null, ended_at: '2026-03-18T16:20:00' })
    expect(when.day.value).toBe('2026-03-18')
  })
})
