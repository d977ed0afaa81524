/** Leaving the form: everything is saved first, and nothing that is not in the vault is left behind unasked. */
import { ref, type Ref } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate, useRouter, type RouteLocationNormalized } from 'vue-router'
import type { Autosave } from '../autosave'

export function useLeaving(autosave: Autosave, uploading: Readonly<Ref<boolean>>) {
  const router = useRouter()
  const asking = ref(false)
  let wanted: RouteLocationNormalized | undefined
  let allowed = false

  async function may(to: RouteLocationNormalized): Promise<boolean> {
    // The lock screen does not wait: the vault is closed already, and takes nothing in.
    if (to.meta.bare) return true
    const saved = await autosave.flush()
    if (allowed || (saved && !uploading.value)) return true
    wanted = to
    asking.value = true
    return false
  }
  onBeforeRouteLeave(may)
  onBeforeRouteUpdate(may)

  /** Leaves nevertheless. */
  async function go(): Promise<void> {
    asking.value = false
    allowed = true
    if (wanted) await router.push(wanted.fullPath)
  }

  return { asking, go }
}
