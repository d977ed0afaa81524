/** The way in: an address and a code as typed, and what the invitation says of itself. */
import { computed, ref, shallowRef, watch } from 'vue'
import { call, type Failure, type StationPeekResponse } from '@/ipc/client'
import { useTask } from '@/shared/load'
import { t } from '@/shared/words'

export function useTyped() {
  const address = ref('')
  const code = ref('')
  return {
    address,
    code,
    complete: computed(() => address.value.trim() !== '' && code.value.trim() !== ''),
    /** As the desk takes it. */
    asked: () => ({ address: address.value.normalize('NFKC').trim(), code: code.value.normalize('NFKC').trim() }),
  }
}

/** Which group of a code has the slip, where the desk can tell; it is said beside the field. */
export function slipWord(failure: Failure | undefined): string | undefined {
  if (failure?.code !== 'code_mistyped') return undefined
  return failure.detail ? t('station.code.slip', { n: failure.detail }) : t('station.code.slipSomewhere')
}

/** What is wrong with the address, said beside its field. */
export function addressWord(failure: Failure | undefined): string | undefined {
  return failure?.code === 'address_mistyped' ? t('errors.address_mistyped.do') : undefined
}

/** An invitation that is looked at before it is accepted. */
export function useInvitation() {
  const typed = useTyped()
  const invited = shallowRef<StationPeekResponse>()
  const peek = useTask(async () => {
    invited.value = await call('station_peek', typed.asked())
  })
  // What was seen is true of what was typed then.
  watch([typed.address, typed.code], () => (invited.value = undefined))
  return { ...typed, invited, peek, slip: computed(() => slipWord(peek.failure.value)), noAddress: computed(() => addressWord(peek.failure.value)) }
}
