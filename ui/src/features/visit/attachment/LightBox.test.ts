import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { FakeDesk } from '@/ipc/fake'
import { at, emptyRouter } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { anAttachment } from '@/testing/visits'
import LightBox from './LightBox.vue'

let desk: FakeDesk
const ATTACHMENTS = [
  anAttachment({ caption: '门口' }),
  anAttachment({ id: 'voice', kind: 'voice' }),
  anAttachment({ id: 'photo-2', caption: '饭桌', media_type: 'image/png' }),
]

beforeEach(() => {
  desk = FakeDesk.install()
    .onBytes('attachment_read', () => new ArrayBuffer(4))
    .on('attachment_save', () => ({ path: '/home/lin/门口.jpg' }))
})

async function open() {
  const box = mount(LightBox, {
    props: { visit: 'v', attachments: ATTACHMENTS, modelValue: 'photo-1', 'onUpdate:modelValue': (id?: string) => box.setProps({ modelValue: id }) },
    attachTo: document.body,
    global: { plugins: [emptyRouter()] },
  })
  await settle()
  return box
}

async function press(key: string): Promise<void> {
  window.dispatchEvent(new KeyboardEvent('keydown', { key }))
  await settle()
}

describe('LightBox', () => {
  it('shows the whole photo, and turns over photos alone with the arrow keys', async () => {
    await open()
    expect(document.body.textContent).toContain('第 1 张，共 2 张')
    await press('ArrowRight')
    expect(document.body.textContent).toContain('饭桌')
    await press('ArrowRight')
    expect(document.body.textContent).toContain('门口')
    await press('ArrowLeft')
    expect(document.body.textContent).toContain('第 2 张，共 2 张')
    expect(desk.calls.every(({ request }) => !(request as { thumbnail: boolean }).thumbnail)).toBe(true)
  })

  it('saves a copy, and says that it is outside the case files', async () => {
    await open()
    at('lightbox-save').click()
    await settle()
    expect(desk.requests('attachment_save')).toEqual([{ visit: 'v', id: 'photo-1' }])
    expect(document.body.textContent).toContain('/home/lin/门口.jpg')
    expect(document.body.textContent).toContain('不再加密')
  })

  it('closes', async () => {
    const box = await open()
    at('lightbox-close').click()
    await settle()
    expect(box.props('modelValue')).toBeUndefined()
  })
})
