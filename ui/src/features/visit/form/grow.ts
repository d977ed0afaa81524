/** Text areas that are as high as their text. */

/** Characters of a full line of the paper. */
const LINE = 40

/** About how many lines a text takes. */
export function linesOf(text: string): number {
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE)), 0)
}

/** Gives the area the height of its text, without moving the page under the reader. */
export function fitHeight(area: HTMLTextAreaElement): void {
  const scroller = scrollerOf(area)
  const at = scroller?.scrollTop ?? 0
  area.style.height = 'auto'
  const borders = area.offsetHeight - area.clientHeight
  area.style.height = `${area.scrollHeight + borders}px`
  if (scroller) scroller.scrollTop = at
}

function scrollerOf(element: HTMLElement): HTMLElement | null {
  let above = element.parentElement
  while (above && above.scrollHeight <= above.clientHeight) above = above.parentElement
  return above
}
