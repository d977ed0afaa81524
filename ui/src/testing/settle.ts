import { flushPromises } from '@vue/test-utils'

/** Lets everything that waits for nothing but the next turn happen, a few times over. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await flushPromises()
}
