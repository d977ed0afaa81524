import type { SessionProfileResponse, VaultState, VaultStatusResponse } from '@/ipc/client'

/** What the desk says of a vault in that state. */
export function statusOf(state: VaultState, more: Partial<VaultStatusResponse> = {}): VaultStatusResponse {
  return { state, wait_seconds: 0, sample: false, sample_passphrase: null, folder: '/home/lin/jiafang', leaving: false, wiped: null, ...more }
}

/** An invented worker. */
export const PROFILE: SessionProfileResponse = {
  station: '青禾社会工作站',
  person: 'p1',
  person_name: '林晓岚',
  role: 'worker',
  device: 'd1',
  clock_behind: false,
  recovery_unchecked: false,
}
