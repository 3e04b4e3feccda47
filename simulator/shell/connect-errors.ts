import type { Attempt, Connection, ConnectOutcome } from '../network/session/connect.ts'

type Failure = Exclude<Attempt['outcome'], 'connected'>

/** What connect(2) fails with: the number of errno(3), and the words of strerror(3) for it. */
export const connectErrors: Readonly<Record<Failure, { readonly number: number; readonly text: string }>> = {
  refused: { number: 111, text: 'Connection refused' },
  timeout: { number: 110, text: 'Connection timed out' },
  unreachable: { number: 101, text: 'Network is unreachable' },
  'no-neighbor': { number: 113, text: 'No route to host' },
}

/** The same for a whole connection, whose name may not be found at all: getaddrinfo(3). */
export const failureWords: Readonly<Record<Exclude<ConnectOutcome, 'connected'>, string>> = {
  refused: connectErrors.refused.text,
  timeout: connectErrors.timeout.text,
  unreachable: connectErrors.unreachable.text,
  'no-neighbor': connectErrors['no-neighbor'].text,
  'no-such-name': 'Name or service not known',
  'no-dns-answer': 'Temporary failure in name resolution',
}

/** arp(7): seconds until the kernel gives up looking for a hardware address. */
export const neighborPatience = 3.06

/** Whoever waits for less than that for each address hears nothing at all. */
export function heardWithin(connection: Connection, limit: number): Connection {
  if (limit >= neighborPatience) return connection
  const settle = <Outcome extends ConnectOutcome>(outcome: Outcome) =>
    outcome === 'no-neighbor' ? ('timeout' as const) : outcome
  return {
    ...connection,
    outcome: settle(connection.outcome),
    attempts: connection.attempts.map((one) => ({ ...one, outcome: settle(one.outcome) })),
  }
}
