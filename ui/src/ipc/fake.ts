/**
 * A desk in memory, for tests: each command answers with what the test gave it, and every call is
 * kept to be looked at. A command without an answer fails, so a test cannot pass by accident; half-filled
 * forms alone it keeps by itself, and nothing has happened in an emergency.
 */
import type { BytesCommandName, BytesCommands, CommandName, Commands } from './generated'
import { setTransport, type News, type Transport } from './transport'

type Answer<C extends CommandName> = (
  request: Commands[C]['request'],
) => Commands[C]['response'] | Promise<Commands[C]['response']>

export class FakeDesk implements Transport {
  /** Every call made, in order. */
  readonly calls: { name: string; request: unknown }[] = []
  /** Every piece uploaded, in order. */
  readonly pieces: { upload: string; piece: Uint8Array }[] = []
  /** Half-filled forms by their key: what is filled in, as the screen wrote it. */
  readonly forms = new Map<string, string>()
  private readonly answers = new Map<string, (request: never) => unknown>()
  private readonly binary = new Map<string, (request: never) => ArrayBuffer>()
  private readonly ears = new Set<(news: News) => void>()

  constructor() {
    const saved_at = new Date().toISOString()
    this.on('form_autosave', ({ key, json }) => (this.forms.set(key, json), { saved_at }))
      .on('form_get', ({ key }) => ({ json: this.forms.get(key) ?? null, saved_at: this.forms.has(key) ? saved_at : null }))
      .on('form_discard', ({ key }) => (this.forms.delete(key), {}))
      .on('station_notices', () => [])
      .on('station_new_laptops', () => [])
      .on('case_glass', () => [])
      .on('form_list', () => ({ forms: [...this.forms].map(([key, json]) => ({ key, json, saved_at })) }))
  }

  /** Makes a fake desk the transport in use. */
  static install(): FakeDesk {
    const desk = new FakeDesk()
    setTransport(desk)
    return desk
  }

  /** What `name` answers from now on. Throw a {@link Failure} in it to fail. */
  on<C extends CommandName>(name: C, answer: Answer<C>): this {
    this.answers.set(name, answer as (request: never) => unknown)
    return this
  }

  /** The bytes that `name` answers from now on. */
  onBytes<C extends BytesCommandName>(name: C, answer: (request: BytesCommands[C]) => ArrayBuffer): this {
    this.binary.set(name, answer as (request: never) => ArrayBuffer)
    return this
  }

  /** The requests made to `name`, oldest first. */
  requests<C extends CommandName>(name: C): Commands[C]['request'][] {
    return this.calls.filter((made) => made.name === name).map((made) => made.request as Commands[C]['request'])
  }

  /** Lets the desk or the shell say something. */
  emit(news: News): void {
    for (const heard of this.ears) heard(news)
  }

  async call(name: string, request: unknown): Promise<unknown> {
    this.calls.push({ name, request })
    const answer = this.answers.get(name)
    if (!answer) throw new Error(`the test gave no answer for ${name}`)
    return answer(request as never)
  }

  async bytes(name: string, request: unknown): Promise<ArrayBuffer> {
    this.calls.push({ name, request })
    const answer = this.binary.get(name)
    if (!answer) throw new Error(`the test gave no bytes for ${name}`)
    return answer(request as never)
  }

  async chunk(upload: string, piece: Uint8Array): Promise<void> {
    this.pieces.push({ upload, piece })
  }

  async listen(heard: (news: News) => void): Promise<() => void> {
    this.ears.add(heard)
    return () => this.ears.delete(heard)
  }
}
