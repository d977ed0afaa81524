/**
 * Every word on the screen comes through here. `t` is reactive: switching the language changes
 * what is shown at once. Keys are typed from the Chinese files, which are the original.
 */
import { computed } from 'vue'
import { createI18n } from 'vue-i18n'
import { en, zh, type Messages } from '@/locales'

export type Language = 'zh' | 'en'
export const LANGUAGES: readonly Language[] = ['zh', 'en']

type Leaves<T> = T extends string
  ? ''
  : { [K in keyof T & string]: Leaves<T[K]> extends '' ? K : `${K}.${Leaves<T[K]>}` }[keyof T & string]

/** A key of the locale files, such as `common.save`. */
export type WordKey = Leaves<Messages>
export type WordValues = Record<string, string | number>

const i18n = createI18n({
  legacy: false,
  locale: 'zh',
  fallbackLocale: 'zh',
  messages: { zh, en },
  missingWarn: true,
  fallbackWarn: true,
})

/** The language shown now. */
export const language = computed<Language>(() => i18n.global.locale.value as Language)

/** The same as a BCP 47 tag, for `lang` attributes and `Intl`. */
export const languageTag = computed(() => (language.value === 'zh' ? 'zh-CN' : 'en-GB'))

/** The words for `key`, with `{name}` places filled from `values`. */
export function t(key: WordKey, values: WordValues = {}): string {
  return i18n.global.t(key, values)
}

/** The words for a count: English files hold `one note | {n} notes`, Chinese ones a single form. */
export function tn(key: WordKey, n: number, values: WordValues = {}): string {
  return i18n.global.t(key, { n, ...values }, n)
}

/** Whether `key` exists: for words looked up by a code that comes from outside the page. */
export function hasWord(key: string): key is WordKey {
  return i18n.global.te(key, 'zh')
}

/** Shows another language from now on. Remembering it is the business of `appearance.ts`. */
export function setLanguage(next: Language): void {
  i18n.global.locale.value = next
  document.documentElement.lang = languageTag.value
}
