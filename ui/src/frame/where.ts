import { computed, onScopeDispose, readonly, ref, toValue, watchEffect, type MaybeRefOrGetter } from 'vue'

const closer = ref<readonly Crumb[]>([])
const due = ref(0)

/** A step of “where I am”. */
export interface Crumb {
  text: string
  to?: string
}

/** Shown in the top bar; empty means: the route's own title. */
export const where = readonly(closer)

/** A page says where it is, more closely than its route can: the client's name, the day of the visit. */
export function useWhere(crumbs: MaybeRefOrGetter<readonly Crumb[]>): void {
  watchEffect(() => (closer.value = toValue(crumbs)))
  onScopeDispose(() => (closer.value = []))
}

/** How many things are due: the badge on Today. */
export const dueCount = computed(() => due.value)

/** Today says how much is due. */
export function setDueCount(count: number): void {
  due.value = count
}
