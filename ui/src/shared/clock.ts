import { readonly, ref } from 'vue'
import { dayOfInstant, type Day } from './dates'

const today = ref<Day>(dayOfInstant(Date.now()))

// A laptop that sleeps over midnight wakes on the right day.
function look(): void {
  today.value = dayOfInstant(Date.now())
}
setInterval(look, 60_000)
window.addEventListener('focus', look)

/** Today by this laptop's clock, for reading what is typed; the desk decides what counts. */
export function useToday() {
  return readonly(today)
}
