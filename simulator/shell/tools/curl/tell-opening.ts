import { formatAddress } from '../../../kernel/address.ts'
import { type Answer, addressesIn } from '../../../network/dns/answer.ts'
import type { Attempt } from '../../../network/session/connect.ts'
import { showCertificate } from '../http/certificate.ts'
import { isLiteral, type Opened, type Wanted } from '../http/visit.ts'
import type { Operation } from './options.ts'
import { type Failed, tellHandshake } from './tls-lines.ts'

// What curl tells of a connection, from the name to the handshake.

export interface Opening {
  readonly operation: Operation
  readonly opened: Opened
  readonly wanted: Wanted
  /** Whom it connects to. */
  readonly to: { readonly host: string; readonly port: number }
  /** Whether `--resolve` told where that is. */
  readonly isPinned: boolean
  /** The own address, where `--interface` says which. */
  readonly bound: string
  readonly number: number
  /** Milliseconds since 1970. */
  readonly now: number
  /** Writes lines where `-v` wants them. */
  readonly say: (...lines: readonly string[]) => void
}

/** What went wrong, if anything. */
export function tellOpening(opening: Opening): Failed | undefined {
  const { opened, to, number, say } = opening
  const { connection, times, remote, peer } = opened
  const { outcome, attempts } = connection
  const close = `* closing connection #${number}`
  const milliseconds = Math.round(times.total * 1000)
  if (outcome === 'no-such-name' || outcome === 'no-dns-answer' || (opened.isLate && !attempts.length)) {
    const problem = opened.isLate
      ? `Resolving timed out after ${milliseconds} milliseconds`
      : `Could not resolve host: ${to.host}`
    say(`* ${problem}`, `* shutting down connection #${number}`)
    return { code: opened.isLate ? 28 : 6, problem }
  }
  tellName(opening)
  for (const [i, attempt] of attempts.entries()) tellAttempt(opening, attempt, i === attempts.length - 1)
  if (opened.isLate) {
    const problem = `Connection timed out after ${milliseconds} milliseconds`
    say(`* ${problem}`, close)
    return { code: 28, problem }
  }
  if (remote === undefined || !peer) {
    const problem = `Failed to connect to ${to.host} port ${to.port} after ${milliseconds} ms: Could not connect to server`
    say(`* ${problem}`, close)
    return { code: outcome === 'timeout' ? 28 : 7, problem }
  }
  const failed = tellSecurity(opening)
  if (failed) {
    say(close)
    return failed
  }
  say(`* Connected to ${to.host} (${remote}) port ${to.port}`)
  return undefined
}

function tellName({ opened: { connection }, to, isPinned, say }: Opening): void {
  if (isPinned) {
    say(`* Hostname ${to.host} was found in DNS cache`)
    return
  }
  if (isLiteral(to.host)) return
  const { lookups, attempts } = connection
  const found = lookups.length ? addressesOf(lookups) : attempts.map(({ address }) => formatAddress(address))
  const list = (isSix: boolean) => found.filter((one) => one.includes(':') === isSix).join(', ') || '(none)'
  say(`* Host ${to.host}:${to.port} was resolved.`, `* IPv6: ${list(true)}`, `* IPv4: ${list(false)}`)
}

const addressesOf = (lookups: readonly Answer[]): string[] => [
  ...new Set(lookups.flatMap((one) => addressesIn(one))),
]

function tellAttempt({ opened, to, bound, say }: Opening, attempt: Attempt, isLast: boolean): void {
  const address = formatAddress(attempt.address)
  const isSix = address.includes(':')
  say(`*   Trying ${isSix ? `[${address}]` : address}:${to.port}...`)
  if (bound) say(`* Name '${bound}' family 2 resolved to '${bound}' family 2`, '* Local port: 0')
  const from = attempt.trace?.forward.hops[0]?.packet
  const source = from ? ` from ${formatAddress(from.source)} port ${from.sourcePort}` : ''
  const failed = `* connect to ${address} port ${to.port}${source} failed`
  if (attempt.outcome === 'refused') say(`${failed}: Connection refused`)
  if (attempt.outcome === 'no-neighbor') say(`${failed}: No route to host`)
  if (attempt.outcome === 'unreachable')
    say(`* Immediate connect fail for ${address}: Network is unreachable`)
  if (attempt.outcome !== 'timeout' || opened.isLate) return
  const wait = Math.round(opened.times.connect * 500)
  say(
    isLast
      ? `${failed}: Connection timed out`
      : `* ${isSix ? 'ipv6' : 'ipv4'} connect timeout after ${wait}ms, move on!`,
  )
}

function tellSecurity({ operation, opened, wanted, now, say }: Opening): Failed | undefined {
  const { handshake, peer } = opened
  if (!handshake || !peer) return undefined
  const shown =
    'certificate' in handshake ? showCertificate(handshake.certificate, peer, now, wanted.host) : undefined
  const { lines, failed } = tellHandshake({
    handshake,
    shown,
    host: wanted.host,
    port: wanted.port,
    isInsecure: operation.isInsecure,
    hasSizes: operation.outputs.length > 0,
  })
  say(...lines)
  return failed
}
