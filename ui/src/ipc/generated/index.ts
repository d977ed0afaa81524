// Placeholder until the generated types land.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Any = any
export type Commands = Record<string, { request: Any; response: Any }>
export type CommandName = string
export type Code = string
