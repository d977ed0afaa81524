import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setLanguage } from '@/shared/words'

// The clock module reads today when it is loaded: it is loaded after the clock is set.
const TODAY = new Date(2026, 2, 18, 10).getTime()

async function dateField(modelValue: string | null = null, props: Record<string, unknown> = {}) {
  const { default: DateField } = await import('./DateField.vue')
  const wrapper = mount(DateField, {
    attachTo: document.body,
    props: {
      label: '日期',
      modelValue,
      'onUpdate:modelValue': (day: string | null) => wrapper.setProps({ modelValue: day }),
      ...props,
    },
  })
  return wrapper
}

beforeEach(() => {
  vi.useFakeTimers({ now: TODAY, toFake: ['Date'] })
  vi.resetModules()
})
afterEach(() => vi.useRealTimers())

describe('DateField', () => {
  it('reads words while they are typed and says what it read', async () => {
    const field = await dateField()
    const input = field.get('input')
    await input.trigger('focus')
    await input.setValue('昨天')
    expect(field.props('modelValue')).toBe('2026-03-17')
    expect(field.text()).toContain('3月17日')
    expect(field.text()).toContain('昨天')
    await input.trigger('blur')
    expect(input.element.value).toBe('2026-03-17')
  })

  it('does not count the days to a birth date', async () => {
    const field = await dateField('2013-04-01')
    expect(field.text()).toContain('2013年4月1日')
    expect(field.text()).not.toContain('天前')
  })

  it('keeps on the screen what it cannot read, and holds no day then', async () => {
    const field = await dateField('2026-03-14')
    const input = field.get('input')
    await input.trigger('focus')
    await input.setValue('下次')
    await input.trigger('blur')
    expect(field.props('modelValue')).toBeNull()
    expect(input.element.value).toBe('下次')
    expect(input.attributes('aria-invalid')).toBe('true')
    expect(field.text()).toContain('看不懂这个日期')
    expect(field.emitted('update:unread')?.at(-1)).toEqual(['下次'])
    await input.setValue('昨天')
    expect(field.emitted('update:unread')?.at(-1)).toEqual([''])
  })

  it('shows again what could not be read, and that it could not', async () => {
    const field = await dateField(null, { unread: '下次' })
    expect(field.get('input').element.value).toBe('下次')
    expect(field.text()).toContain('看不懂这个日期')
  })

  it('moves by a day with the arrows, from today when it is empty', async () => {
    const field = await dateField()
    await field.get('input').trigger('keydown', { key: 'ArrowUp' })
    expect(field.props('modelValue')).toBe('2026-03-18')
    await field.get('input').trigger('keydown', { key: 'ArrowDown' })
    await field.get('input').trigger('keydown', { key: 'ArrowDown' })
    expect(field.props('modelValue')).toBe('2026-03-16')
  })

  it('leans to the future for a due date', async () => {
    const field = await dateField(null, { lean: 'future' })
    await field.get('input').setValue('周一')
    expect(field.props('modelValue')).toBe('2026-03-23')
  })

  it('shows a day that comes from elsewhere, and empties', async () => {
    const field = await dateField('2026-03-14')
    await field.setProps({ modelValue: '2025-12-01' })
    expect(field.get('input').element.value).toBe('2025-12-01')
    expect(field.text()).toContain('2025年12月1日')
    await field.get('input').setValue('')
    expect(field.props('modelValue')).toBeNull()
    expect(field.get('input').attributes('aria-invalid')).toBeUndefined()
  })

  it('speaks English when the screens do', async () => {
    const field = await dateField('2026-03-15')
    const words = await import('@/shared/words')
    words.setLanguage('en')
    await field.vm.$nextTick()
    expect(field.text()).toMatch(/15 Mar.* · 3 days ago/)
    setLanguage('zh')
  })
})
