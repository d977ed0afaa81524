/** The form of a visit in tests: a desk that takes what it sends, and time that passes. */
import { vi } from 'vitest'
import { readVault } from '@/features/vault/session'
import type { Missing } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { settle } from './settle'
import { PROFILE, statusOf } from './vault'

export const SAVED = '2026-03-18T09:41:00+08:00'

/** A desk with an open vault that saves and signs; `missing` is what it finds missing at each save. Time is a fake. */
export async function deskOfForm(missing: () => Missing[] = () => []): Promise<FakeDesk> {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => PROFILE)
    .on('visit_autosave', () => ({ saved_at: SAVED, missing: missing() }))
    .on('visit_sign', () => ({ verification_code: 'K7QM' }))
    .on('visit_discard', () => ({}))
    .on('visit_bring_back', () => ({}))
    .onBytes('attachment_read', () => new ArrayBuffer(4))
  await readVault()
  return desk
}

/** Lets time pass, and the page do what is due. */
export async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms)
  await settle()
}
