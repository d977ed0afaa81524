/** The report of a visit: read from the desk in a language, saved, printed. */
import { computed, nextTick, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { bytes, call, type Language } from '@/ipc/client'
import { useLoad, useTask } from '@/shared/load'
import { language as screenLanguage } from '@/shared/words'
import { openPaper, type Paper } from './pdf'

export function useReport(visit: string, note?: string) {
  const language = ref<Language>(screenLanguage.value)
  let open: Paper | undefined
  let turn = 0

  async function read(): Promise<Paper> {
    const mine = ++turn
    const paper = await openPaper(await bytes('report_visit', { visit, note, language: language.value }))
    // Another language was chosen meanwhile, or the page was left: nobody looks at this one.
    if (mine !== turn) {
      await paper.close()
      return paper
    }
    const before = open
    open = paper
    await before?.close()
    return paper
  }
  const { value: paper, failure, busy, reload } = useLoad(read)

  const savedTo = shallowRef<string>()
  watch(language, () => {
    savedTo.value = undefined
    void reload()
  })
  const save = useTask(async () => {
    const { path } = await call('report_save', { visit, note, language: language.value })
    savedTo.value = path ?? undefined
  })

  /** The pages as they go to the printer; kept until the next print, for the system takes its time. */
  const sheets = shallowRef<string[]>([])
  /** Pages made ready so far, while they are made ready. */
  const ready = ref<number>()
  function forget(): void {
    sheets.value.forEach((url) => URL.revokeObjectURL(url))
    sheets.value = []
  }
  const print = useTask(async () => {
    if (!paper.value) return
    forget()
    const mine = turn
    const pages: Blob[] = []
    for (ready.value = 0; ready.value < paper.value.pages; ready.value += 1) pages.push(await paper.value.picture(ready.value + 1))
    if (mine !== turn) return
    sheets.value = pages.map((page) => URL.createObjectURL(page))
    await loaded()
    await call('report_print', {})
  })
  watch(print.busy, (now) => now || (ready.value = undefined))

  onScopeDispose(() => {
    turn += 1
    forget()
    void open?.close()
  })
  // A page in the wrong language is never shown as the right one.
  const shown = computed(() => (failure.value ? undefined : paper.value))
  return { language, paper: shown, failure, busy, reload, save, savedTo, print, sheets, ready }
}

/** Waits until the pictures are there on the page: a printer takes what it finds. */
async function loaded(): Promise<void> {
  await nextTick()
  const images = [...document.querySelectorAll<HTMLImageElement>('.print-sheets img')]
  await Promise.all(images.map((image) => image.decode()))
}
