import type { WireError } from '../compiled.ts'
import type { ErrorAnswer } from '../request.ts'
import type { WireService } from './services.ts'

/** An error of the service's model: services name some errors otherwise on the wire than in their models. */
export interface KnownError {
  /** The name of its shape. */
  readonly shape: string
  /** What the query protocols, and clients that come from them, call it. */
  readonly code: string
  readonly written: WireError | undefined
}

export function findError(service: WireService | undefined, code: string): KnownError {
  const errors = service?.wire.errors ?? {}
  if (Object.hasOwn(errors, code)) {
    const written = errors[code]!
    return { shape: code, code: written.code ?? code, written }
  }
  const named = Object.entries(errors).find(([, written]) => written.code === code)
  return named ? { shape: named[0], code, written: named[1] } : { shape: code, code, written: undefined }
}

/** Whose fault it was, as AWS's answers say it. */
export const faultOf = ({ status }: ErrorAnswer): 'Sender' | 'Receiver' =>
  status >= 500 ? 'Receiver' : 'Sender'
