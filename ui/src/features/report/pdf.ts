/** Pages of a PDF as pictures. Everything that draws comes from inside the program: nothing is fetched. */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import type { TextContent } from 'pdfjs-dist/types/src/display/api'
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'

/** Dots per inch of a printed page. */
const PRINT_DPI = 200
/** A point is a 72nd of an inch. */
const POINTS = 72

export interface Paper {
  pages: number
  /** Width over height of a page. */
  ratio: (page: number) => Promise<number>
  /** Draws a page as wide as `width` device pixels. */
  draw: (page: number, canvas: HTMLCanvasElement, width: number) => Promise<void>
  /** The words on a page, for those who listen to it. */
  text: (page: number) => Promise<string>
  /** A page as a picture fit for a printer. */
  picture: (page: number) => Promise<Blob>
  close: () => Promise<void>
}

/** Opens a PDF. */
export async function openPaper(data: ArrayBuffer): Promise<Paper> {
  const { getDocument, PDFWorker } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const thread = new Worker(workerUrl, { type: 'module' })
  const worker = PDFWorker.create({ port: thread as never })
  const opening = getDocument({
    data: new Uint8Array(data),
    worker,
    // Fonts are inside the file, and no code is made from text: the window forbids both.
    useSystemFonts: false,
    useWasm: false,
    isEvalSupported: false,
    disableAutoFetch: true,
  })
  const close = async (): Promise<void> => {
    await opening.destroy()
    worker.destroy()
    thread.terminate()
  }
  try {
    return paperOf(await opening.promise, close)
  } catch (error) {
    await close()
    throw error
  }
}

function paperOf(document: PDFDocumentProxy, close: () => Promise<void>): Paper {
  return {
    pages: document.numPages,
    async ratio(number) {
      const { width, height } = (await document.getPage(number)).getViewport({ scale: 1 })
      return width / height
    },
    async draw(number, canvas, width) {
      const page = await document.getPage(number)
      await drawOn(page, canvas, width / page.getViewport({ scale: 1 }).width)
    },
    text: async (number) => textOf(await document.getPage(number)),
    async picture(number) {
      const canvas = window.document.createElement('canvas')
      await drawOn(await document.getPage(number), canvas, PRINT_DPI / POINTS)
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
      canvas.width = canvas.height = 0
      if (!blob) throw new Error('the page did not become a picture')
      return blob
    },
    close,
  }
}

async function drawOn(page: PDFPageProxy, canvas: HTMLCanvasElement, scale: number): Promise<void> {
  const viewport = page.getViewport({ scale })
  canvas.width = Math.floor(viewport.width)
  canvas.height = Math.floor(viewport.height)
  // As for a printer: drawn in one go, also while the window is not painted (covered, on another desk).
  await page.render({ canvas, viewport, intent: 'print' }).promise
}

async function textOf(page: PDFPageProxy): Promise<string> {
  const pieces: string[] = []
  // Read piece by piece: the window's streams cannot be iterated over, as `getTextContent` does.
  const reader = page.streamTextContent().getReader() as ReadableStreamDefaultReader<TextContent>
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    for (const item of read.value.items) {
      if ('str' in item) pieces.push(item.str, item.hasEOL ? '\n' : '')
    }
  }
  // Chinese characters may come as their radical look-alikes.
  return pieces.join('').normalize('NFKC')
}
