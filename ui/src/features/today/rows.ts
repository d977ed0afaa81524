/**
 * Arrow keys go from row to row of a list, whatever section it is in. A row is the link or button
 * that carries `data-row`; Enter does what it always does.
 */
export function moveBetweenRows(event: KeyboardEvent): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0 || event.altKey || event.ctrlKey || event.metaKey) return
  const list = event.currentTarget as HTMLElement
  const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')]
  const here = rows.findIndex((row) => row.closest('li')?.contains(event.target as Node))
  const next = rows[here + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
