import { nextTick } from 'vue'

/** Said on the window once the rows of the list are on the screen; a stopwatch listens to it. */
export const LIST_PAINTED = 'jiafang:list-painted'

/** Says so after the next paint: the task that follows a frame runs when the frame has been drawn. */
export async function tellPainted(detail: { text: string; total: number }): Promise<void> {
  await nextTick()
  requestAnimationFrame(() => setTimeout(() => window.dispatchEvent(new CustomEvent(LIST_PAINTED, { detail }))))
}
