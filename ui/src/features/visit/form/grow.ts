/** Text areas that are as high as their text. */

/** Beyond this many characters measuring at every key would be felt: the text scrolls in its place. */
export const GROWS_TO = 20_000

/** Gives the area the height of its text, without moving the page under the reader. */
export function fitHeight(area: HTMLTextAreaElement): void {
  if (area.value.length > GROWS_TO) {
    area.style.removeProperty('height')
    return
  }
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
