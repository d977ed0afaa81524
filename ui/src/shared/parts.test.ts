import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { Failure, type FailureCode } from '@/ipc/client'
import { zh } from '@/locales'
import { emptyRouter } from '@/testing/mount'
import TimeField from './fields/TimeField.vue'
import ErrorNotice from './ErrorNotice.vue'
import MissingList from './MissingList.vue'
import RiskBadge from './RiskBadge.vue'
import StateBadge from './StateBadge.vue'
import { setLanguage } from './words'

describe('RiskBadge', () => {
  it('says the level in shape and word, and to a screen reader', () => {
    const looks = (['critical', 'high', 'medium', 'low'] as const).map((level) => mount(RiskBadge, { props: { level } }))
    expect(looks.map((badge) => badge.text())).toEqual(['◆危急', '▲高', '●中', '○低'])
    expect(looks[0]?.attributes('aria-label')).toBe('风险：危急')
  })
})

describe('StateBadge', () => {
  it('lets a draft look unfinished', () => {
    const classes = (state: 'draft' | 'signed') => mount(StateBadge, { props: { state } }).classes()
    expect(classes('draft')).toContain('border-dashed')
    expect(classes('signed')).not.toContain('border-dashed')
  })
})

describe('ErrorNotice', () => {
  it('says what happened, what is safe and what to do', () => {
    const words = mount(ErrorNotice, { props: { error: new Failure('disk_full') } }).text()
    for (const part of Object.values(zh.errors.disk_full)) expect(words).toContain(part)
  })

  it('fills in what the desk told', () => {
    const notice = mount(ErrorNotice, { props: { error: new Failure('no_glyph', { detail: '𬎆' }) } })
    expect(notice.text()).toContain('“𬎆”')
  })

  it('has words for anything thrown, and for a code it does not know', () => {
    expect(mount(ErrorNotice, { props: { error: new TypeError('x') } }).text()).toContain(zh.errors.unreachable.what)
    const newer = new Failure('from_a_newer_desk' as FailureCode)
    expect(mount(ErrorNotice, { props: { error: newer } }).text()).toContain(zh.errors.internal.what)
  })

  it('offers another try only where there is one', async () => {
    const notice = mount(ErrorNotice, { props: { error: new Failure('internal'), retry: true }, global: { plugins: [emptyRouter()] } })
    await notice.get('button').trigger('click')
    expect(notice.emitted('retry')).toHaveLength(1)
    expect(mount(ErrorNotice, { props: { error: new Failure('internal') } }).find('button').exists()).toBe(false)
  })

  it('changes its language in place', async () => {
    const notice = mount(ErrorNotice, { props: { error: new Failure('disk_full') } })
    setLanguage('en')
    await nextTick()
    expect(notice.text()).toContain('The disk is full.')
  })

  it('has words for every code of the desk', () => {
    // A code without words does not compile.
    const words: Record<FailureCode, { what: string; safe: string; do: string }> = zh.errors
    expect(Object.keys(words)).toContain('internal')
  })
})

describe('MissingList', () => {
  it('leads to the field that is named', async () => {
    document.body.innerHTML = '<input id="observations">'
    const list = mount(MissingList, {
      attachTo: document.body,
      props: { items: [{ id: 'observations', text: '看到的情况' }] },
    })
    expect(list.text()).toContain('还差 1 项')
    await list.get('button').trigger('click')
    expect(document.activeElement?.id).toBe('observations')
  })

  it('is not there when nothing is missing', () => {
    expect(mount(MissingList, { props: { items: [] } }).html()).toBe('<!--v-if-->')
  })
})

describe('TimeField', () => {
  it('reads a time, keeps what it cannot read, and moves by five minutes', async () => {
    const field = mount(TimeField, {
      props: {
        label: '开始',
        modelValue: null as string | null,
        'onUpdate:modelValue': (modelValue: string | null) => field.setProps({ modelValue }),
      },
    })
    const input = field.get('input')
    await input.trigger('focus')
    await input.setValue('下午3点半')
    expect(field.props('modelValue')).toBe('15:30')
    await input.trigger('keydown', { key: 'ArrowUp' })
    expect(field.props('modelValue')).toBe('15:35')
    await input.setValue('饭后')
    await input.trigger('blur')
    expect(field.props('modelValue')).toBeNull()
    expect(field.text()).toContain('看不懂这个时间')
  })
})
