/** Files that are dropped or pasted anywhere on the form. */
import { ref } from 'vue'
import { useEventListener } from '@vueuse/core'

/** Dropped files lie in a folder as well; pasted ones, a picture of the screen, may be nowhere else. */
export function useDroppedFiles({ dropped, pasted }: Record<'dropped' | 'pasted', (files: File[]) => void>) {
  /** A file is held over the window: the place to drop it is marked. */
  const over = ref(false)
  let depth = 0

  const holdsFiles = (event: DragEvent) => !!event.dataTransfer?.types.includes('Files')

  useEventListener(document, 'paste', (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    pasted(files)
  })
  useEventListener(document, 'dragenter', (event: DragEvent) => {
    if (!holdsFiles(event)) return
    depth += 1
    over.value = true
  })
  useEventListener(document, 'dragleave', (event: DragEvent) => {
    if (!holdsFiles(event)) return
    depth = Math.max(0, depth - 1)
    over.value = depth > 0
  })
  // Without this the window would leave the form and show the file.
  useEventListener(document, 'dragover', (event: DragEvent) => holdsFiles(event) && event.preventDefault())
  useEventListener(document, 'drop', (event: DragEvent) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    depth = 0
    over.value = false
    dropped([...(event.dataTransfer?.files ?? [])])
  })
  return over
}
