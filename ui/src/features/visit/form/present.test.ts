import { describe, expect, it } from 'vitest'
import { reactive } from 'vue'
import { aDraftView, aForm } from '@/testing/visits'
import { usePresent } from './present'

function start(change = {}) {
  const form = reactive(aForm(change))
  return { form, ...usePresent({ form, view: aDraftView() }) }
}

describe('who was there', () => {
  it('offers the client and the household, and marks from whom the file is withheld', () => {
    const { chips } = start()
    expect(chips.value.map(({ name, on, withheld }) => [name, on, withheld])).toEqual([
      ['周禾', false, false],
      ['周大山', false, true],
      ['周奶奶', false, false],
    ])
  })

  it('adds and takes away with a tap', () => {
    const { form, chips, toggle } = start()
    toggle(chips.value[0]!)
    toggle(chips.value[2]!)
    expect(form.present).toEqual([
      { name: '周禾', member: null, client: true },
      { name: '周奶奶', member: 'member-2', client: false },
    ])
    toggle(chips.value[0]!)
    expect(form.present.map(({ name }) => name)).toEqual(['周奶奶'])
  })

  it('takes a typed name once; one on record is that person', () => {
    const { form, typed, add, others } = start()
    for (const name of [' 王主任 ', '王主任', '周奶奶', '周奶奶', '']) {
      typed.value = name
      add()
    }
    expect(form.present).toEqual([
      { name: '王主任', member: null, client: false },
      { name: '周奶奶', member: 'member-2', client: false },
    ])
    expect(others.value).toEqual([{ at: 0, name: '王主任' }])
    expect(typed.value).toBe('')
  })

  it('shows somebody who has left the household meanwhile by name', () => {
    const { others, remove, form } = start({ present: [{ name: '周大伯', member: 'member-9', client: false }] })
    expect(others.value).toEqual([{ at: 0, name: '周大伯' }])
    remove(0)
    expect(form.present).toEqual([])
  })

  it('has nobody there when nobody was home, and takes a slip back', () => {
    const { form, setNobody } = start({ present: [{ name: '周禾', member: null, client: true }] })
    setNobody(true)
    expect([form.nobody_home, form.present]).toEqual([true, []])
    setNobody(false)
    expect(form.present.map(({ name }) => name)).toEqual(['周禾'])
  })
})
