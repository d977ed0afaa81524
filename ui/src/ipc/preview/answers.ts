import { Failure } from '../failure'
import type { Settings } from '../generated'
import type { News } from '../transport'
import { caseAnswers } from './cases'
import { conflictAnswers } from './conflicts'
import { formAnswers } from './forms'
import { reviewAnswers } from './reviews'
import { stationAnswers } from './station'
import { visitAnswers } from './visits'

/** What the preview's address asks for: `?state=locked&lang=en&text=150&theme=dark`. */
const asked = new URLSearchParams(location.search)

let state = asked.get('state') ?? 'open'
let settings: Settings = {
  language: asked.get('lang') === 'en' ? 'en' : 'zh',
  text_percent: Number(asked.get('text') ?? 100),
  theme: asked.get('theme') === 'dark' ? 'dark' : 'light',
  idle_minutes: 5,
}
let tries = 0
const CODE = ['K7M2X', '9RTAB', 'H4WCD', 'P8NEF', 'V3GBJ', 'J6YSK', '5ZTAM']

type Answer = (request: never, emit: (news: News) => void) => unknown

/** One answer a command. */
export const answers: Record<string, Answer> = {
  ...caseAnswers,
  ...visitAnswers,
  ...reviewAnswers,
  ...conflictAnswers,
  ...formAnswers,
  ...stationAnswers,
  settings_get: () => settings,
  settings_set: ({ settings: next }: { settings: Settings }) => (settings = next),
  vault_status: () => ({
    state,
    wait_seconds: Number(asked.get('wait') ?? 0),
    sample: asked.has('sample'),
    sample_passphrase: asked.has('sample') ? '山里的灯亮着' : null,
    folder: '/home/lin/.local/share/jiafang',
  }),
  session_profile: () => ({
    station: '青禾社会工作站',
    person: 'p1',
    person_name: asked.has('supervisor') || asked.has('manager') ? '沈若兰' : '林晓岚',
    role: asked.has('auditor') ? 'auditor' : asked.has('manager') ? 'manager' : asked.has('supervisor') ? 'supervisor' : 'worker',
    device: 'd1',
    clock_behind: false,
    recovery_unchecked: false,
  }),
  session_touch: () => ({}),
  vault_strength: ({ passphrase }: { passphrase: string }) => {
    const score = Math.min(4, Math.floor(passphrase.length / 4))
    return { score, enough: score >= 3, advice: score >= 3 ? [] : ['add_words'] }
  },
  vault_create: () => {
    state = 'open'
    return { recovery_code: CODE }
  },
  vault_print_check: ({ code }: { code: string }) => ({ matches: code.replace(/\W/g, '').toUpperCase() === CODE.join('') }),
  vault_unlock: ({ passphrase }: { passphrase: string }) => {
    if (passphrase !== 'open') {
      tries += 1
      throw tries > 2
        ? new Failure('wait_before_retry', { detail: '8' })
        : new Failure('wrong_passphrase')
    }
    state = 'open'
    return {}
  },
  vault_recover: () => {
    state = 'open'
    return {}
  },
  vault_lock: (_request, emit) => {
    state = 'locked'
    emit({ event: 'locked' })
    return {}
  },
  vault_open_sample: () => {
    state = 'open'
    return {}
  },
  vault_change_passphrase: () => ({}),
  vault_renew_recovery: () => ({ recovery_code: CODE }),
  vault_backup: async (_request, emit) => {
    for (let done = 0; done <= 50 && !asked.has('quick'); done += 1) {
      emit({ event: 'progress', command: 'vault_backup', done, total: 50 })
      await new Promise((next) => setTimeout(next, 60))
    }
    return { path: '/media/lin/usb/家访备份-2026-03-18.jfb', size: 48_200_000, attachments_missing: 2 }
  },
  session_cancel: () => ({}),
  vault_restore: () => ({ restored: true, set_aside: '/home/lin/.local/share/jiafang/set-aside-2026-03-18' }),
  vault_verify: () => ({ changes: 12_408, devices: 1, broken: [], views_match: true, attachments_broken: [] }),
  vault_rebuild: () => ({ changes: 12_408 }),
}
