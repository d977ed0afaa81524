/** Half-filled forms of the preview: two were left yesterday. */
import { aClient, day } from '@/testing/records'

const blank = aClient({ name: '', called: '', birth_date: null, sex: null, categories: [], needs: [], village: '', address: '', phones: [], school_or_work: '', remarks: '' })
const left = (typed: object, from: object, name: string, more: object = {}) =>
  JSON.stringify({ typed, from, seen: [], about: { name, ...more } })
const forms = new Map([
  ['client', { json: left({ ...blank, name: '陈桂兰', group: 'elder', village: '石桥村', remarks: '耳背，敲窗户。' }, blank, '陈桂兰'), saved_at: `${day(-1)}T09:40:00Z` }],
  ['member/client-2', { json: left({ name: '王' }, { name: '' }, '周禾·王', { client: 'client-2' }), saved_at: `${day(-1)}T08:12:00Z` }],
])

export const formAnswers: Record<string, (request: never) => unknown> = {
  form_get: ({ key }: { key: string }) => forms.get(key) ?? { json: null, saved_at: null },
  form_autosave: ({ key, json }: { key: string; json: string }) => {
    const saved_at = new Date().toISOString()
    forms.set(key, { json, saved_at })
    return { saved_at }
  },
  form_discard: ({ key }: { key: string }) => {
    forms.delete(key)
    return {}
  },
  form_list: () => ({ forms: [...forms].map(([key, form]) => ({ key, ...form })) }),
}
