/** The recovery sheet as paper: its PDF shown, and printed alone. The desk writes it to no file. */
import { nextTick, onScopeDispose, ref } from 'vue'
import { openPaper, type Paper } from '@/features/report/pdf'
import { bytes, call } from '@/ipc/client'
import { useLoad, useTask } from '@/shared/load'
import { language } from '@/shared/words'

export function useSheetPaper(code: readonly string[]) {
  let open: Paper | undefined
  let gone = false
  const { value: paper, failure } = useLoad(async () => {
    const pdf = await bytes('vault_recovery_sheet', { recovery_code: [...code], language: language.value })
    open = await openPaper(pdf)
    if (gone) await open.close()
    return open
  })

  /** The page as it goes to the printer; kept until the next print, for the system takes its time. */
  const picture = ref<string>()
  function forget(): void {
    if (picture.value) URL.revokeObjectURL(picture.value)
    picture.value = undefined
  }
  const print = useTask(async () => {
    if (!paper.value) return
    forget()
    picture.value = URL.createObjectURL(await paper.value.picture(1))
    await nextTick()
    await document.querySelector<HTMLImageElement>('.print-sheets img')?.decode()
    await call('report_print', {})
  })

  onScopeDispose(() => {
    gone = true
    forget()
    void open?.close()
  })
  return { paper, failure, picture, print }
}
