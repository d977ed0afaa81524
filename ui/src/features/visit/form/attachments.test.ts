import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DraftView, VisitForm as Form } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { at, button, mountPage } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { aDraftView, aForm, anAttachment } from '@/testing/visits'
import { deskOfForm, pass } from '@/testing/visitForm'
import VisitForm from './VisitForm.vue'

let desk: FakeDesk

beforeEach(async () => {
  desk = await deskOfForm()
})
afterEach(() => vi.useRealTimers())

async function open(view: Partial<DraftView> = {}) {
  return mountPage(VisitForm, { view: aDraftView(view) })
}

function lastSaved(): Form | undefined {
  return desk.requests('visit_autosave').at(-1)?.form
}

describe('attachments of the form', () => {
  it('are removed between two saves, and not sent again', async () => {
    desk.on('attachment_remove', () => ({}))
    await open({ form: aForm({ attachments: [anAttachment()] }) })
    at('visit-open-attachments').click()
    await settle()
    at('attachment-0-remove').click()
    await pass(500)
    expect(desk.requests('attachment_remove')).toEqual([{ visit: 'visit-1', id: 'photo-1' }])
    expect(lastSaved()?.attachments).toEqual([])
  })

  it('leave the focus with the next one, and at last with where more are added', async () => {
    desk.on('attachment_remove', () => ({}))
    await open({ form: aForm({ attachments: ['a', 'b', 'c'].map((id) => anAttachment({ id })) }) })
    at('visit-open-attachments').click()
    await settle()
    for (const [press, next] of [['attachment-1-remove', 'attachment-1-remove'], ['attachment-1-remove', 'attachment-0-remove'], ['attachment-0-remove', 'attachment-choose']]) {
      at(press!).click()
      await settle()
      expect(document.activeElement).toBe(at(next!))
    }
  })

  it('keep the note from being signed while one is not decided', async () => {
    desk
      .on('attachment_begin', () => ({ upload: 'u1' }))
      .on('attachment_finish', () => Promise.reject({ code: 'location_not_removable' }))
      .on('attachment_cancel', () => ({}))
    await open()
    document.dispatchEvent(paste(new File([new Uint8Array(3)], 'IMG_1.HEIC')))
    await settle()
    expect(document.body.textContent).toContain('去不掉拍摄地点')
    at('visit-sign').click()
    await settle()
    expect(at('visit-missing').textContent).toContain('还有附件没存好')
    at('upload-leave-out').click()
    await settle()
    expect(document.body.textContent).not.toContain('IMG_1.HEIC')
  })

  it('keep the form from being left unasked while a pasted one could not be stored; a dropped one does not', async () => {
    desk.on('attachment_begin', () => Promise.reject({ code: 'disk_full' }))
    const { router } = await open()
    document.dispatchEvent(paste(new File([new Uint8Array(3)], 'image.png')))
    await settle()
    await router.push('/today')
    await settle()
    expect(router.currentRoute.value.path).toBe('/here')
    button('仍然离开').click()
    await settle()

    const again = (await open()).router
    document.dispatchEvent(drop(new File([new Uint8Array(3)], 'a.jpg')))
    await settle()
    expect(document.body.textContent).toContain('a.jpg')
    await again.push('/today')
    await settle()
    expect(again.currentRoute.value.path).toBe('/today')
  })
})

function drop(file: File): Event {
  const event = new Event('drop', { cancelable: true })
  Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], files: [file] } })
  return event
}

function paste(file: File): Event {
  const event = new Event('paste', { cancelable: true })
  Object.defineProperty(event, 'clipboardData', { value: { files: [file] } })
  return event
}
