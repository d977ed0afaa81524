/** The fields of a form that people disagree about: they are decided side by side, not typed over. */
import { inject, provide, type InjectionKey } from 'vue'

export interface Disputed {
  /** The record whose form it is. */
  record: string
  /** The fields in conflict, by name. */
  fields: readonly string[]
}

const KEY: InjectionKey<() => Disputed | undefined> = Symbol('disputed')

/** A form says which of its fields are in conflict. */
export function provideDisputed(disputed: () => Disputed | undefined): void {
  provide(KEY, disputed)
}

/** What the form around a field said. */
export function useDisputed(): () => Disputed | undefined {
  return inject(KEY, () => undefined)
}
