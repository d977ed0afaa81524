import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import PersonField, { type Picked } from './PersonField.vue'

const OPTIONS = [
  { id: 'm1', name: '王秀英', hint: '奶奶', alias: 'wxy' },
  { id: 'm2', name: '李建国', hint: '父亲', alias: 'ljg' },
]

function personField(props: Record<string, unknown> = {}) {
  const picks: Picked[] = []
  const wrapper = mount(PersonField, {
    attachTo: document.body,
    props: {
      label: '在场的人',
      options: OPTIONS,
      modelValue: null,
      'onUpdate:modelValue': (modelValue: Picked | null) => wrapper.setProps({ modelValue }),
      onPick: (picked: Picked) => picks.push(picked),
      ...props,
    },
  })
  const input = wrapper.get('input')
  const shown = () => wrapper.findAll('[role=option]').map((option) => option.text())
  return { wrapper, input, picks, shown }
}

describe('PersonField', () => {
  it('narrows by name, relationship and initials', async () => {
    const { input, shown } = personField()
    await input.trigger('focus')
    expect(shown()).toHaveLength(2)
    for (const typed of ['秀', '奶', 'WXY']) {
      await input.setValue(typed)
      expect(shown(), typed).toEqual(['王秀英奶奶'])
    }
  })

  it('picks with the keyboard', async () => {
    const { input, picks, wrapper } = personField()
    await input.trigger('focus')
    await input.trigger('keydown', { key: 'ArrowDown' })
    await input.trigger('keydown', { key: 'ArrowDown' })
    expect(input.attributes('aria-activedescendant')).toBe(wrapper.findAll('[role=option]')[1]?.attributes('id'))
    await input.trigger('keydown', { key: 'Enter' })
    expect(picks).toEqual([{ id: 'm2', name: '李建国' }])
    expect(input.element.value).toBe('李建国')
  })

  it('takes a name that is not on record as it was typed', async () => {
    const { input, picks, wrapper } = personField()
    await input.trigger('focus')
    await input.setValue('  村医老周 ')
    expect(wrapper.text()).toContain('没有这个名字')
    await input.trigger('keydown', { key: 'Enter' })
    expect(picks).toEqual([{ id: null, name: '村医老周' }])
  })

  it('takes the person on record when the whole name is typed', async () => {
    const { input, picks } = personField()
    await input.setValue('王秀英')
    await input.trigger('blur')
    expect(picks).toEqual([{ id: 'm1', name: '王秀英' }])
  })

  it('empties after each pick when adding to a list', async () => {
    const { input, picks, wrapper } = personField({ adding: true })
    await input.trigger('focus')
    await wrapper.findAll('[role=option]')[0]?.trigger('mousedown')
    expect(picks).toEqual([{ id: 'm1', name: '王秀英' }])
    expect(input.element.value).toBe('')
  })

  it('takes nobody else when strict', async () => {
    const { input, picks } = personField({ strict: true })
    await input.setValue('路人')
    await input.trigger('keydown', { key: 'Enter' })
    await input.trigger('blur')
    expect(picks).toEqual([])
  })
})
