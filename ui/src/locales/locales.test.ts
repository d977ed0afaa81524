/**
 * Words are checked like code: both languages hold the same keys and places, every key is used,
 * every key used exists, and no screen holds Chinese text of its own.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en, zh } from '.'

const SRC = join(import.meta.dirname, '..')
const CHINESE = /[\u3400-\u9fff\uf900-\ufaff]/
/** Words that must be Chinese in the source: what the date reader understands, invented records of the preview. */
const MAY_HOLD_CHINESE = [/\.test\.ts$/, /\.words\.ts$/, /^locales\//, /^testing\//, /^ipc\/preview\//, /^ipc\/generated\//]

function flatten(tree: object, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat.set(prefix + key, value)
    else for (const [inner, text] of flatten(value as object, `${prefix}${key}.`)) flat.set(inner, text)
  }
  return flat
}

function sources(dir = SRC): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.(vue|ts)$/.test(entry.name) ? [path] : []
  })
}

const files = sources().map((path) => ({ path: relative(SRC, path), text: readFileSync(path, 'utf8') }))
const zhWords = flatten(zh)
const enWords = flatten(en)
const namespaces = Object.keys(zh).join('|')

/** Places such as `{name}`, each once, in order of name. */
function places(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? ''))].filter((name) => name !== 'n').sort()
}

/** Comments may name a Chinese term; lines keep their numbers. */
function withoutComments(text: string): string {
  const blank = (comment: string) => comment.replace(/[^\n]/g, '')
  return text.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|^\s*\/\/.*$/gm, blank)
}

/** Keys written out in full, and beginnings of keys that end in a code: `errors.${code}.what`. */
function keysUsed(): { whole: Map<string, string>; patterns: RegExp[] } {
  const whole = new Map<string, string>()
  const patterns: RegExp[] = []
  for (const { path, text } of files.filter((file) => !file.path.startsWith('locales/'))) {
    for (const [, key = ''] of text.matchAll(new RegExp(`'((?:${namespaces})(?:\\.\\w+)+)'`, 'g'))) {
      whole.set(key, path)
    }
    for (const [, key = ''] of text.matchAll(new RegExp(`\`((?:${namespaces})\\.[^\`\\s]*\\$\\{[^\`]*)\``, 'g'))) {
      patterns.push(new RegExp(`^${key.replace(/\./g, '\\.').replace(/\$\{[^}]*\}/g, '\\w+')}$`))
    }
  }
  return { whole, patterns }
}

describe('the words of the screens', () => {
  it('are the same keys in both languages', () => {
    expect([...enWords.keys()].filter((key) => !zhWords.has(key)), 'only in English').toEqual([])
    expect([...zhWords.keys()].filter((key) => !enWords.has(key)), 'only in Chinese').toEqual([])
  })

  it('have the same places in both languages', () => {
    const differ = [...zhWords].filter(([key, text]) => String(places(text)) !== String(places(enWords.get(key) ?? '')))
    expect(differ.map(([key]) => key)).toEqual([])
  })

  it('are never empty, and never shout', () => {
    const bad = [...zhWords, ...enWords].filter(([, text]) => text.trim() === '' || /[!！]/.test(text))
    expect(bad.map(([key]) => key)).toEqual([])
  })

  it('are Chinese in Chinese, and English in English', () => {
    const chineseInEnglish = [...enWords].filter(([key, text]) => CHINESE.test(text) && !MIXED.has(key))
    expect(chineseInEnglish.map(([key]) => key)).toEqual([])
  })

  it('say one word for one thing, on the screens and in the guide (GLOSSARY.md)', () => {
    const guide = (language: string) => {
      const folder = join(SRC, '../../assets/guide', language)
      // Names of files and folders are what they are.
      return readdirSync(folder).map((name): [string, string] => [name, readFileSync(join(folder, name), 'utf8').replace(/`[^`]*`/g, '')])
    }
    const others = (texts: Iterable<[string, string]>, words: RegExp) => [...texts].filter(([, text]) => words.test(text)).map(([where]) => where)
    expect(others([...zhWords, ...guide('zh')], /保险库|案卷|补充说明|管理员(?!权限)|运维/)).toEqual([])
    expect(others([...enWords, ...guide('en')], /\bvaults?\b|\boperators?\b/i)).toEqual([])
  })

  it('are all used', () => {
    const { whole, patterns } = keysUsed()
    const unused = [...zhWords.keys()].filter((key) => !whole.has(key) && !patterns.some((pattern) => pattern.test(key)))
    expect(unused).toEqual([])
  })

  it('all exist', () => {
    const missing = [...keysUsed().whole].filter(([key]) => !zhWords.has(key) && !isBranch(key))
    expect(missing.map(([key, path]) => `${key} in ${path}`)).toEqual([])
  })

  it('stand in the locale files only', () => {
    const found = files
      .filter(({ path }) => !MAY_HOLD_CHINESE.some((pattern) => pattern.test(path)))
      .flatMap(({ path, text }) =>
        withoutComments(text).split('\n').flatMap((line, at) => (CHINESE.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : [])),
      )
    expect(found).toEqual([])
  })
})

/** English words that show a Chinese one on purpose: a language named in itself, an example to type. */
const MIXED = new Set(['common.language.zh', 'common.date.hint'])

/** A word that is the beginning of other words: named where a part of the tree is handed on. */
function isBranch(key: string): boolean {
  return [...zhWords.keys()].some((word) => word.startsWith(`${key}.`))
}
