/**
 * Which form of a page is open, by its key, in the page's address: after a lock, and from the list of
 * unfinished forms, the page comes back with the form open.
 */
import { computed, ref, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export function useOpened(): WritableComputedRef<string | undefined> {
  const route = useRoute()
  const router = useRouter()
  const { open } = route.query
  const opened = ref(typeof open === 'string' ? open : undefined)

  return computed({
    get: () => opened.value,
    set(key) {
      if (opened.value === key) return
      opened.value = key
      void router.replace({ query: { ...route.query, open: key } })
    },
  })
}
