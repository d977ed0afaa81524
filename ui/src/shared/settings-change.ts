import { shallowRef } from 'vue'
import { Failure, type Settings } from '@/ipc/client'
import { changeSettings } from '@/shared/appearance'

/** Changes settings as fast as they are chosen, and keeps the failure of the last one. */
export function useSettingsChange() {
  const failure = shallowRef<Failure>()

  async function change(settings: Partial<Settings>): Promise<void> {
    failure.value = undefined
    await changeSettings(settings).catch((error: unknown) => (failure.value = Failure.from(error)))
  }

  return { change, failure }
}
