// What the real tools printed: `$ ` before a command line, what it printed on its terminal, and `[n]` where its exit
// status was n and not 0. An empty line ends each.

export interface Recorded {
  readonly command: string
  readonly printed: string
}

export function readRecorded(text: string): readonly Recorded[] {
  return text
    .split(/^(?=\$ )/m)
    .filter((part) => part.startsWith('$ '))
    .map((part) => {
      const [first = '', ...rest] = part.split('\n')
      return { command: first.slice(2), printed: rest.join('\n') }
    })
}

/** Takes away what differs from moment to moment, or from machine to machine. */
export function settled(text: string): string {
  return changes.reduce((said, [pattern, replacement]) => said.replace(pattern, replacement), text)
}

const changes: readonly (readonly [RegExp, string])[] = [
  [/\r/g, ''],
  [/\x1b\[\d*m/g, ''],
  // Versions, as distributions write them.
  [/9\.20\.\d+[\w.~+-]*/g, '9.20'],
  [/OpenBSD netcat.*\n/g, ''],
  // Moments and how long things took.
  [/id: \d+/g, 'id: N'],
  [/\b\d+ (msec|usec|ms|milliseconds)\b/g, 'N $1'],
  [/in \d+ ms/g, 'in N ms'],
  [/[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d UTC \d{4}/g, 'MOMENT'],
  [/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/g, 'MOMENT'],
  [/[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4} GMT/g, 'DATE'],
  [/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'MOMENT'],
  [/\d+\.\d\d seconds/g, 'N seconds'],
  [/[\d.]+ [KMG]?B\/s/g, 'SPEED'],
  // The recorded server was on the machine itself.
  [/from \S+ port \d+ failed/g, 'from HERE failed'],
  // Said only where the answer is not there at once.
  [/^\* (Request completely sent off|abort upload)\n/gm, ''],
  // Told only where it comes before the end of the input.
  [/---\nPost-Handshake New Session Ticket arrived:[\s\S]*?\n---\nread R BLOCK\n/g, ''],
  // The keys and the numbers that come of chance.
  [/\b[0-9A-F]{16}:error/g, 'THREAD:error'],
  [/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g, 'CERTIFICATE'],
  [/SHA-1 fingerprint: .*/g, 'SHA-1 fingerprint: HEX'],
  [/(has read|written) \d+ bytes/g, '$1 N bytes'],
  [/Amazon RSA 2048 M0\d/g, 'Amazon RSA 2048 M0N'],
]
