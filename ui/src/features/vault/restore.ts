import { shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import { call, type VaultRestoreResponse } from '@/ipc/client'
import { useTask } from '@/shared/load'
import { readVault } from './session'

const last = shallowRef<VaultRestoreResponse>()

/** The restore just made, for the lock screen to tell of. */
export function lastRestore() {
  return last
}

/** Restores from a file that the worker chooses, then leads to the lock screen. */
export function useRestore() {
  const router = useRouter()
  return useTask(async () => {
    const answer = await call('vault_restore', {})
    if (!answer.restored) return
    last.value = answer
    await readVault()
    await router.replace({ name: 'lock' })
  })
}
