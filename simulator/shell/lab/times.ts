import { type LabCommand, problem, said } from './command.ts'

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** `90`, `10m`, `1h30m`, `2d`, in seconds. */
export function readDuration(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  const parts = text.match(/\d+(?:\.\d+)?[smhdw]/g) ?? []
  if (!parts.length || parts.join('') !== text) return undefined
  return parts.reduce((sum, part) => sum + Number.parseFloat(part) * units[part.at(-1)!]!, 0)
}

export function tellDuration(seconds: number): string {
  const parts: string[] = []
  let rest = Math.round(seconds)
  for (const [name, size] of [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ] as const) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count) parts.push(`${count} ${name}${count === 1 ? '' : 's'}`)
  }
  return parts.join(' ') || 'no time'
}

export const tellMoment = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`

export const time: LabCommand = {
  name: 'time',
  summary: 'the simulated time',
  run: (_, { cloud, startedAt }) =>
    said(`It is ${tellMoment(cloud.now)}, ${tellDuration((cloud.now - startedAt) / 1000)} after the start.`),
}

/** A year: longer than anything takes. */
const longest = 366 * 86_400

export const skip: LabCommand = {
  name: 'skip',
  usage: 'TIME',
  summary: 'let time pass: 30s, 10m, 2h, 1d',
  run([text], { cloud }) {
    if (text === undefined) return problem('skip wants to know how long: lab skip 10m', 2)
    const seconds = readDuration(text)
    if (seconds === undefined) return problem(`"${text}" is no time. Try 30s, 10m, 2h or 1d.`, 2)
    if (seconds > longest) return problem('Not more than a year at once.', 2)
    cloud.advance(seconds)
    return said(`${tellDuration(seconds)} later: it is ${tellMoment(cloud.now)}.`)
  },
  complete: () => ['30s', '1m', '5m', '10m', '1h', '1d'],
}
