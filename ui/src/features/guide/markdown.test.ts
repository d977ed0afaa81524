import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { makeRouter } from '@/router'
import { emptyRouter } from '@/testing/mount'
import { readGuide, renderGuide } from './markdown'

const GUIDES = join(import.meta.dirname, '../../../../assets/guide')

function shown(source: string) {
  const { tokens } = readGuide(source)
  return mount({ render: () => renderGuide(tokens) }, { global: { plugins: [emptyRouter()] } })
}

describe('the guide as elements', () => {
  it('knows its title and its parts', () => {
    const guide = readGuide('# 社工\n\n先说一句。\n\n## 开始\n\n话。\n\n### 小节\n\n## 家访\n')
    expect(guide.title).toBe('社工')
    expect(guide.headings).toEqual([
      { id: 'guide-1', text: '开始' },
      { id: 'guide-2', text: '家访' },
    ])
    expect(shown('## 开始\n\n## 家访\n').findAll('h2').map((part) => part.attributes('id'))).toEqual(['guide-1', 'guide-2'])
  })

  it('shows lists, tables, stress and keys', () => {
    const page = shown('1. 按 `Ctrl+K`\n2. **不要**关\n\n| 甲 | 乙 |\n| --- | --- |\n| 一 | 二 |\n\n- 点\n')
    expect(page.find('ol').findAll('li')).toHaveLength(2)
    expect(page.find('code').text()).toBe('Ctrl+K')
    expect(page.find('strong').text()).toBe('不要')
    expect(page.find('th').attributes('scope')).toBe('col')
    expect(page.find('td').text()).toBe('一')
  })

  it('leads to places inside the program, and to nothing else', () => {
    const page = shown('[设置](#/settings) [外面](https://example.org/a) [script](javascript:alert(1))')
    expect(page.findAll('a').map((a) => a.attributes('href'))).toEqual(['/settings'])
    expect(page.text()).toContain('外面')
    expect(page.html()).not.toContain('javascript:')
  })

  it('lets no HTML and no picture through', () => {
    const page = shown('<img src=x onerror="alert(1)">\n\n文<b onclick="x()">字</b> ![图](https://example.org/x.png)')
    expect(page.find('img').exists()).toBe(false)
    expect(page.find('b').exists()).toBe(false)
    expect(page.text()).toContain('<img src=x')
  })
})

describe('the texts', () => {
  const languages = ['zh', 'en']
  const files = readdirSync(join(GUIDES, 'zh')).sort()

  it('are the same in both languages, part for part', () => {
    expect(readdirSync(join(GUIDES, 'en')).sort()).toEqual(files)
    for (const file of files) {
      const [zh, en] = languages.map((language) => readGuide(readFileSync(join(GUIDES, language, file), 'utf8')))
      expect(en?.headings.length, file).toBe(zh?.headings.length)
      expect(zh?.title).not.toBe('')
      expect(en?.title).not.toBe('')
    }
  })

  it('lead only to places that exist', () => {
    const router = makeRouter()
    for (const language of languages) {
      for (const file of files) {
        const text = readFileSync(join(GUIDES, language, file), 'utf8')
        for (const [, place = ''] of text.matchAll(/\]\(([^)]*)\)/g)) {
          expect(place.startsWith('#/'), `${file}: ${place}`).toBe(true)
          expect(router.resolve(place.slice(1)).name, `${file}: ${place}`).not.toBe('missing')
        }
      }
    }
  })
})
