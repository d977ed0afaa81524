/** Two sheets of the station's recovery key, as they are typed; and the new ones, as paper. */
import { computed, nextTick, onScopeDispose, ref, shallowRef, type ShallowRef } from 'vue'
import { openPaper, type Paper } from '@/features/report/pdf'
import { bytes, call, type Failure, type TypedSheets } from '@/ipc/client'
import { useTask } from '@/shared/load'
import { language, t } from '@/shared/words'

/** Nine groups of five. */
const SYMBOLS = 45

export function useTwoSheets() {
  const first = ref('')
  const second = ref('')
  const whole = (typed: string): boolean => typed.normalize('NFKC').replace(/[^0-9a-z]/gi, '').length >= SYMBOLS
  const complete = computed(() => whole(first.value) && whole(second.value))
  const sheets = (): TypedSheets => ({ first: first.value, second: second.value })
  function forget(): void {
    first.value = second.value = ''
  }
  return { first, second, complete, sheets, forget }
}

/** What is wrong with one of two typed sheets; nothing where the failure is about something else. */
export function sheetSlip(failure: Failure | undefined, which: 'first' | 'second'): string | undefined {
  if (failure?.code !== 'sheet_mistyped') return undefined
  const [sheet, group] = (failure.detail ?? '').split(' ')
  if (sheet !== which) return undefined
  return group ? t('station.recovery.slip', { n: group }) : t('station.recovery.slipSomewhere')
}

/** New sheets as paper; they are held by the desk until two of them are typed back. */
export function useNewSheets() {
  const paper: ShallowRef<Paper | undefined> = shallowRef()
  const pictures = shallowRef<string[]>([])
  let gone = false

  function forget(): void {
    pictures.value.forEach((picture) => URL.revokeObjectURL(picture))
    pictures.value = []
  }
  async function close(): Promise<void> {
    forget()
    const open = paper.value
    paper.value = undefined
    await open?.close()
  }

  const make = useTask(async (fresh: boolean) => {
    const pdf = await bytes('station_recovery_sheets', { language: language.value, fresh })
    await close()
    const open = await openPaper(pdf)
    if (gone) return void (await open.close())
    paper.value = open
  })
  const print = useTask(async () => {
    const open = paper.value
    if (!open) return
    forget()
    const pages = Array.from({ length: open.pages }, (_, at) => open.picture(at + 1))
    pictures.value = (await Promise.all(pages)).map((page) => URL.createObjectURL(page))
    await nextTick()
    const images = [...document.querySelectorAll<HTMLImageElement>('.print-sheets img')]
    await Promise.all(images.map((image) => image.decode()))
    await call('report_print', {})
  })

  onScopeDispose(() => {
    gone = true
    void close()
  })
  return { paper, pictures, make, print, close }
}
