import { settled as settledText } from './transcripts.ts'

// What differs from one run of a session to the next, on top of what differs between machines.

// What tcpdump says around the packets: the real one was read from a file, since it has to run while they pass.
const aroundPackets =
  /^(tcpdump: verbose output suppressed|listening on |\^C$|\d+ packets? (captured|received|dropped))/

const changes: readonly (readonly [RegExp, string | ((text: string) => string)])[] = [
  [/time=[\d.]+ ms/g, 'time=T ms'],
  [/ +[\d.]+ ?ms\b/g, ' T ms'],
  [/^Start: .*$/gm, 'Start: T'],
  [/^HOST: \S+ +Loss/gm, 'HOST: H Loss'],
  [/^( +\d+\.\|-- \S+ +[\d.]+% +\d+)( +[\d.]+){5}$/gm, '$1 T'],
  // Of time, whole seconds from one packet to the next are kept: tcpdump -ttt.
  [/^ ?(00:00:\d\d)\.\d{6} /gm, '$1 '],
  [/^\d\d:\d\d:\d\d\.\d{6} /gm, 'MOMENT '],
  [/(\d+\.\d+\.\d+\.\d+)[.:](3[2-9]\d{3}|[4-6]\d{4})\b/g, '$1.PORT'],
  [/\b(seq|ack|id|val|ecr|win) \d{4,}/g, '$1 N'],
  [/wscale \d+/g, 'wscale N'],
  [/\b(id|win|val|ecr) \d+/g, '$1 N'],
  // Half of a pair of interfaces says of which one.
  [/ens5@if\d+/g, (text) => 'ens5'.padEnd(text.length)],
  [/fe80::[\da-f:]+/g, 'fe80::N'],
  [/_lft \d+sec/g, '_lft Nsec'],
  [/ttl=\d+/g, 'ttl=N'],
  [/time \d+ms/g, 'time Tms'],
  [/(rtt [a-z/]+ = )[\d.]+\/[\d.]+\/[\d.]+\/[\d.]+ ms/g, '$1T ms'],
]

export function settled(lines: readonly string[]): string[] {
  const text = lines.map((line) => `${line}\n`).join('')
  const said = changes.reduce((whole, [pattern, by]) => whole.replace(pattern, by as string), text)
  return settledText(said)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !aroundPackets.test(line))
}
