/** Finding while typing: an answer to an older text is dropped, the last one stays until the next is here. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { RouteLocationRaw } from 'vue-router'
import { call, Failure, type Hit, type HitKind } from '@/ipc/client'

/** Most hits asked for: what one looks through before typing another character. */
export const MOST = 50

export function useFind() {
  const text = ref('')
  const hits = shallowRef<Hit[]>([])
  const more = ref(false)
  const failure = shallowRef<Failure>()
  /** The text that `hits` answers. */
  const answered = ref('')
  let turn = 0

  async function find(): Promise<void> {
    const mine = ++turn
    const asked = text.value.trim()
    try {
      const answer = asked ? await call('search_find', { text: asked, limit: MOST }) : { hits: [], more: false }
      if (mine !== turn) return
      hits.value = answer.hits
      more.value = answer.more
      failure.value = undefined
      answered.value = asked
    } catch (error) {
      if (mine !== turn) return
      hits.value = []
      failure.value = Failure.from(error)
      answered.value = asked
    }
  }

  watch(text, find)
  onScopeDispose(() => (turn += 1))
  return { text, hits, more, failure, answered }
}

/** Hits of one kind, in the order in which they came: newest first. */
export interface HitGroup {
  kind: HitKind
  hits: Hit[]
}

const KINDS: readonly HitKind[] = ['client', 'case', 'visit', 'action']

export function grouped(hits: readonly Hit[]): HitGroup[] {
  return KINDS.map((kind) => ({ kind, hits: hits.filter((hit) => hit.kind === kind) })).filter((group) => group.hits.length > 0)
}

/** Where a hit leads. An action is found in its case file, a note on its own page. */
export function placeOf(hit: Hit): RouteLocationRaw {
  if (hit.visit && hit.case && hit.kind === 'visit') return { name: 'visit', params: { id: hit.case, visitId: hit.visit } }
  if (hit.case && hit.kind !== 'client') return { name: 'case', params: { id: hit.case } }
  return { name: 'client', params: { id: hit.client } }
}
