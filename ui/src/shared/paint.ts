/** Runs `work` once what is on its way to the screen has been painted: the task after a frame. */
export function afterPaint(work: () => unknown): void {
  requestAnimationFrame(() => setTimeout(work))
}
