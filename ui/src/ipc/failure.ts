import type { Code } from './generated'

/** Facts a sentence about the failure may name: a limit, a version, a field. Never case text. */
export type FailureDetail = Record<string, string | number>

/** The window could not reach the desk at all; the desk itself never sends this code. */
export const UNREACHABLE = 'unreachable'

/** What a failed call throws. Screens match `code`, never a sentence. */
export class Failure extends Error {
  readonly code: Code | typeof UNREACHABLE
  readonly detail: FailureDetail

  constructor(code: Code | typeof UNREACHABLE, detail: FailureDetail = {}) {
    super(code)
    this.name = 'Failure'
    this.code = code
    this.detail = detail
  }

  /** Whether this is a failure with that code: `if (Failure.is(e, 'locked'))`. */
  static is(error: unknown, code: Code): error is Failure {
    return error instanceof Failure && error.code === code
  }

  /** Any thrown value as a failure, so that every screen has one thing to show. */
  static from(error: unknown): Failure {
    if (error instanceof Failure) return error
    if (isWire(error)) return new Failure(error.code as Code, error.detail ?? {})
    return new Failure(UNREACHABLE)
  }
}

function isWire(error: unknown): error is { code: string; detail?: FailureDetail } {
  return typeof error === 'object' && error !== null && typeof (error as { code?: unknown }).code === 'string'
}
