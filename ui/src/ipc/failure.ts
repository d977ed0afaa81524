import type { Code, FieldProblem, Missing } from './generated'

/** What the window finds out by itself: it could not reach the desk at all, or no microphone. The desk never sends these. */
export type WindowCode = 'unreachable' | 'no_microphone' | 'microphone_refused'
export type FailureCode = Code | WindowCode

/** What a failed call throws. Screens match `code`, never a sentence. */
export class Failure extends Error {
  readonly code: FailureCode
  /** What the sentence needs: seconds to wait, a limit, a character. Never a word of a case. */
  readonly detail: string | null
  /** Problems of a form, when `code` is `invalid`. */
  readonly problems: readonly FieldProblem[]
  /** What is missing before signing, when `code` is `not_ready`. */
  readonly missing: readonly Missing[]

  constructor(code: FailureCode, more: { detail?: string | null; problems?: FieldProblem[]; missing?: Missing[] } = {}) {
    super(code)
    this.name = 'Failure'
    this.code = code
    this.detail = more.detail ?? null
    this.problems = more.problems ?? []
    this.missing = more.missing ?? []
  }

  /** Whether this is a failure with that code: `if (Failure.is(e, 'locked'))`. */
  static is(error: unknown, code: FailureCode): error is Failure {
    return error instanceof Failure && error.code === code
  }

  /** Any thrown value as a failure, so that every screen has one thing to show. */
  static from(error: unknown): Failure {
    if (error instanceof Failure) return error
    if (isWire(error)) return new Failure(error.code, error)
    return new Failure('unreachable')
  }
}

function isWire(error: unknown): error is { code: Code; detail?: string | null; problems?: FieldProblem[]; missing?: Missing[] } {
  return typeof error === 'object' && error !== null && typeof (error as { code?: unknown }).code === 'string'
}
