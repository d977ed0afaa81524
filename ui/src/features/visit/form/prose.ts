/** Prose that is edited in parts and is one text: the parts, and the keys at their edges. */
import { nextTick, shallowRef, watch, type Ref } from 'vue'
import { caretAt, joinText, mergeNext, placeOf, rewrite, splitText, type Caret, type Part } from './parts'

/** `areaOf` finds the text field of a part that is on the page. */
export function useProse(model: Ref<string>, areaOf: (part: Part) => HTMLTextAreaElement | undefined) {
  const parts = shallowRef<Part[]>(splitText(model.value))

  let written = model.value
  watch(model, (text) => {
    if (text !== written) parts.value = splitText(text)
    written = text
  })

  function write(next: Part[]): void {
    parts.value = next
    written = joinText(next)
    model.value = written
  }

  /** A part that has grown too long is parted anew; the cursor stays where it is in the text. */
  async function edit(index: number, text: string): Promise<void> {
    const now = parts.value[index]
    const at = (now && areaOf(now)?.selectionStart) ?? text.length
    const next = rewrite(parts.value, index, text)
    const moved = next.length !== parts.value.length
    const place = placeOf(parts.value, { part: index, at })
    write(next)
    if (moved) await focus(caretAt(next, place))
  }

  async function focus({ part, at }: Caret): Promise<void> {
    await nextTick()
    const now = parts.value[part]
    const area = now && areaOf(now)
    area?.focus({ preventScroll: true })
    area?.setSelectionRange(at, at)
    area?.scrollIntoView?.({ block: 'nearest' })
  }

  /** At the edges of a part the keys do what they would do in one long text. */
  async function keys(event: KeyboardEvent, index: number): Promise<void> {
    const { selectionStart: at, selectionEnd, value } = event.target as HTMLTextAreaElement
    if (at !== selectionEnd || event.ctrlKey || event.altKey || event.shiftKey || event.isComposing) return
    const first = at === 0 && index > 0
    const final = at === value.length && index < parts.value.length - 1
    if (first && event.key === 'Backspace') merge(event, index - 1)
    else if (final && event.key === 'Delete') merge(event, index)
    else if (first && (event.key === 'ArrowLeft' || event.key === 'ArrowUp')) await cross(event, index - 1, Infinity)
    else if (final && (event.key === 'ArrowRight' || event.key === 'ArrowDown')) await cross(event, index + 1, 0)
  }

  async function cross(event: KeyboardEvent, part: number, at: number): Promise<void> {
    event.preventDefault()
    await focus({ part, at: Math.min(at, parts.value[part]?.text.length ?? 0) })
  }

  function merge(event: KeyboardEvent, index: number): void {
    event.preventDefault()
    const merged = mergeNext(parts.value, index)
    write(merged.parts)
    void focus(merged.caret)
  }

  /** Puts the cursor at the end of the text. */
  function focusEnd(): void {
    void focus({ part: parts.value.length - 1, at: parts.value.at(-1)?.text.length ?? 0 })
  }

  return { parts, edit, keys, focusEnd }
}
