// What pure code may use of the platform, and nothing else: no DOM, clock, dice, network or console.
// The shapes are the parts of the web standards that Node and every browser share.

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(bytes?: Uint8Array): string
}
declare class URL {
  constructor(url: string, base?: string)
  readonly protocol: string
  readonly host: string
  readonly hostname: string
  readonly port: string
  readonly pathname: string
  readonly search: string
  readonly href: string
}
declare class AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}
interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}
declare function structuredClone<T>(value: T): T
declare function atob(base64: string): string
declare function btoa(binary: string): string
