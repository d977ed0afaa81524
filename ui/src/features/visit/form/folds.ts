/** Which parts of the form are folded to a sentence, and how the next one comes to the eye. */
import { nextTick, reactive } from 'vue'

export const SECTIONS = ['visit', 'present', 'earlier', 'observed', 'needs', 'actions', 'next', 'attachments', 'signature'] as const
export type SectionName = (typeof SECTIONS)[number]

export interface Folds {
  folded: Readonly<Record<SectionName, boolean>>
  /** Opens a part and puts the cursor into it. */
  open: (name: SectionName) => Promise<void>
  /** Opens the parts that something is asked of. */
  unfold: (names: Iterable<SectionName>) => void
  /** Folds a part; the next open one comes to where `button` was. */
  finish: (name: SectionName, button: HTMLElement) => Promise<void>
}

/** The element of a part. */
export function sectionId(name: SectionName): string {
  return `section-${name}`
}

/** Starts with `done` folded: a draft that is taken up again shows what is left. */
export function useFolds(done: Iterable<SectionName>): Folds {
  const first = new Set(done)
  const folded = reactive(Object.fromEntries(SECTIONS.map((name) => [name, first.has(name)])) as Record<SectionName, boolean>)

  async function open(name: SectionName): Promise<void> {
    folded[name] = false
    await nextTick()
    firstField(name)?.focus({ preventScroll: true })
  }

  function unfold(names: Iterable<SectionName>): void {
    for (const name of names) folded[name] = false
  }

  async function finish(name: SectionName, button: HTMLElement): Promise<void> {
    const eye = button.getBoundingClientRect().top
    folded[name] = true
    await nextTick()
    const after = SECTIONS.slice(SECTIONS.indexOf(name) + 1)
    const next = after.find((one) => !folded[one] && document.getElementById(sectionId(one)))
    if (!next) return
    firstField(next)?.focus({ preventScroll: true })
    bringTo(document.getElementById(sectionId(next)), eye)
  }

  return { folded, open, unfold, finish }
}

function firstField(name: SectionName): HTMLElement | undefined {
  const fields = document.getElementById(sectionId(name))?.querySelectorAll<HTMLElement>('input, textarea, button')
  return [...(fields ?? [])].find((field) => !field.hidden && field.tabIndex >= 0 && field.dataset.fold === undefined)
}

/** Scrolls until `element` stands at the height `eye`, or a little below the top when that is too low. */
function bringTo(element: HTMLElement | null, eye: number): void {
  let scroller = element?.parentElement
  while (scroller && scroller.scrollHeight <= scroller.clientHeight) scroller = scroller.parentElement
  if (!element || !scroller) return
  const view = scroller.getBoundingClientRect()
  const wanted = Math.min(Math.max(eye, view.top), view.top + view.height * 0.4)
  scroller.scrollTop += element.getBoundingClientRect().top - wanted
}
