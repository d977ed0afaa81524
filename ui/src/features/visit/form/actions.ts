/** The actions agreed: added, removed and brought back, from the keyboard too. */
import { nextTick, shallowRef } from 'vue'
import { session } from '@/features/vault/session'
import type { AgreedAction } from '@/ipc/client'
import { newId } from '@/shared/id'
import { typedIn } from './asTyped'
import type { Draft } from './draft'

/** An action that was just removed, and where it stood. */
interface Removed {
  at: number
  action: AgreedAction
}

export function useActions({ form, view }: Pick<Draft, 'form' | 'view'>) {
  const removed = shallowRef<Removed>()

  /** Those who may do something: me, the client, the household. */
  function owners(): string[] {
    const names = [session.value?.person_name ?? '', view.client.name, ...view.members.map(({ member }) => member.name)]
    return [...new Set(names.filter(Boolean))]
  }

  async function focus(at: number): Promise<void> {
    await nextTick()
    const field = document.getElementById(`action-${at}-what`) ?? document.getElementById('action-add')
    field?.focus()
  }

  /** Adds a line after `at` (at the end when left out) and puts the cursor there. */
  async function add(at = form.actions.length - 1): Promise<void> {
    removed.value = undefined
    form.actions.splice(at + 1, 0, { id: newId(), what: '', owner: '', due: null })
    await focus(at + 1)
  }

  async function remove(at: number): Promise<void> {
    const [action] = form.actions.splice(at, 1)
    // What stands in its due day stays in the form until signing, and is there when it is brought back.
    const says = action && (action.what || action.owner || action.due || typedIn(form).due[action.id])
    removed.value = says ? { at, action: { ...action } } : undefined
    await focus(Math.max(0, at - 1))
  }

  async function bringBack(): Promise<void> {
    const back = removed.value
    if (!back) return
    removed.value = undefined
    form.actions.splice(Math.min(back.at, form.actions.length), 0, back.action)
    await focus(back.at)
  }

  return { removed, owners, add, remove, bringBack }
}
