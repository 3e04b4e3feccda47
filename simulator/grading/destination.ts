import { z } from 'zod'

// Where something is sent to, as people write it: a URL, a host with a port, a ping.

export interface Destination {
  readonly scheme: 'http' | 'https' | 'tcp' | 'udp' | 'ping'
  readonly host: string
  readonly port: number
  readonly url: string
  readonly method?: string
  readonly insecure?: boolean
}

const pattern = /^(https?|tcp|udp|ping):\/\/(\[[0-9a-fA-F:.]+\]|[^/:?#\s[\]]+)(?::(\d{1,5}))?([/?#]\S*)?$/

/** Undefined where it is none. */
export function readDestination(text: string): Destination | undefined {
  const [, scheme, host = '', digits, rest = ''] = pattern.exec(text) ?? []
  if (scheme === undefined) return undefined
  const name = scheme as Destination['scheme']
  const isWeb = name === 'http' || name === 'https'
  if (!isWeb && rest !== '') return undefined
  if (name === 'ping')
    return digits === undefined ? { scheme: name, host: bare(host), port: 0, url: text } : undefined
  const usual = name === 'https' ? 443 : name === 'http' ? 80 : undefined
  const port = digits === undefined ? usual : Number(digits)
  if (port === undefined || port < 1 || port > 65_535) return undefined
  return { scheme: name, host: isWeb ? host : bare(host), port, url: text }
}

const bare = (host: string): string => host.replace(/^\[(.*)\]$/, '$1')

const holdsVariable = (text: string): boolean => /\$\{?[A-Za-z_]/.test(text)

/** A destination in a check; one with variables in it is read when they have values. */
export const destination = z
  .string()
  .max(2000)
  .refine((text) => holdsVariable(text) || readDestination(text) !== undefined, {
    error: 'expected https://NAME[:PORT]/PATH, http://…, tcp://HOST:PORT, udp://HOST:PORT or ping://HOST',
  })
  .describe(
    'Where it goes: https://NAME[:PORT]/PATH, http://…, tcp://HOST:PORT, udp://HOST:PORT or ping://HOST.',
  )
