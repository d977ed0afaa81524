/** Contrast of the theme, computed from the file itself: AA for all text, 7:1 where prose is read. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(join(import.meta.dirname, 'theme.css'), 'utf8')
const [light = '', dark = ''] = [...css.matchAll(/:root:root(?:\.dark)? \{([^}]*)\}/g)].map((found) => found[1] ?? '')

function colours(block: string): Record<string, string> {
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]))
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

const GROUNDS = ['ui-bg', 'ui-bg-muted', 'desk', 'ui-bg-elevated', 'tint', 'notice']
const TEXT = ['ui-text', 'ui-text-highlighted', 'ui-text-toned', 'ui-text-muted', 'ui-primary', 'ui-warning']

describe.each([
  ['light', colours(light)],
  ['dark', colours(dark)],
])('the %s theme', (_, colour) => {
  const of = (name: string): string => {
    const value = colour[name]
    if (!value) throw new Error(`no colour ${name}`)
    return value
  }

  it('lets prose be read at 7:1 and more', () => {
    for (const ground of ['ui-bg', 'ui-bg-muted', 'notice', 'tint']) {
      expect(contrast(of('ui-text'), of(ground)), ground).toBeGreaterThanOrEqual(7)
    }
    expect(contrast(of('ui-text-muted'), of('ui-bg'))).toBeGreaterThanOrEqual(7)
  })

  it.each(TEXT)('lets %s be read on every ground', (text) => {
    for (const ground of GROUNDS) expect(contrast(of(text), of(ground)), ground).toBeGreaterThanOrEqual(4.5)
  })

  it('lets the smallest words be read on the sheet and the desk', () => {
    for (const ground of ['ui-bg', 'desk']) {
      expect(contrast(of('ui-text-dimmed'), of(ground)), ground).toBeGreaterThanOrEqual(4.5)
    }
  })

  it.each(['critical', 'high', 'medium', 'low'])('lets risk %s be read on its own ground and on the sheet', (level) => {
    for (const ground of [`risk-${level}-tint`, 'ui-bg', 'ui-bg-elevated']) {
      expect(contrast(of(`risk-${level}`), of(ground)), ground).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('lets buttons be read, and fields be seen', () => {
    for (const colour of ['ui-primary', 'ui-danger']) {
      expect(contrast(of('ui-text-inverted'), of(colour)), colour).toBeGreaterThanOrEqual(4.5)
    }
    expect(contrast(of('ui-border-accented'), of('ui-bg'))).toBeGreaterThanOrEqual(3)
  })
})
