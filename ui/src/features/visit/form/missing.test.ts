import { describe, expect, it } from 'vitest'
import type { Missing } from '@/ipc/client'
import { zh } from '@/locales'
import { aForm } from '@/testing/visits'
import { typedIn } from './asTyped'
import { missingItem } from './missing'

const form = aForm()

describe('what is missing', () => {
  it('has words and a field for each', () => {
    const all: Missing[] = [
      { missing: 'kind' },
      { missing: 'started_at' },
      { missing: 'ended_at' },
      { missing: 'ends_before_start' },
      { missing: 'in_future' },
      { missing: 'present' },
      { missing: 'observations' },
      { missing: 'next_day' },
      { missing: 'next_in_past' },
    ]
    for (const one of all) {
      const item = missingItem(one, form)
      expect(item.text, one.missing).not.toBe(zh.visit.missing.other)
      expect(item.id).toMatch(/^visit-/)
    }
  })

  it('counts the actions from one, and leads to the field of that action', () => {
    expect(missingItem({ missing: 'action_owner', index: 2 }, form)).toMatchObject({
      id: 'action-2-owner',
      section: 'actions',
      text: '第 3 项行动：谁来做',
    })
  })

  it('asks for the day where there is none', () => {
    const dayless = aForm({ started_at: null })
    expect(missingItem({ missing: 'started_at' }, dayless).id).toBe('visit-day')
    const timeless = { ...dayless, as_typed: { ...typedIn(dayless), day: '2026-03-14' } }
    expect(missingItem({ missing: 'started_at' }, timeless).id).toBe('visit-from')
    expect(missingItem({ missing: 'started_at' }, aForm({ started_at: null, ended_at: '2026-03-18T16:20:00' })).id).toBe('visit-from')
  })

  it('says at the field only what its label does not say', () => {
    expect(missingItem({ missing: 'ended_at' }, form).here).toBe('签署前要填')
    expect(missingItem({ missing: 'ends_before_start' }, form).here).toBe('结束早于开始')
  })

  it('names the text that is too long', () => {
    expect(missingItem({ missing: 'text_too_long', field: 'judgement' } as Missing, form)).toMatchObject({
      id: 'visit-judgement',
      section: 'observed',
      text: '判断太长',
    })
  })

  it('has a word for what a newer desk may ask', () => {
    expect(missingItem({ missing: 'from_a_newer_desk' } as unknown as Missing, form).text).toBe(zh.visit.missing.other)
  })
})
