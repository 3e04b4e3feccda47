import type { Show } from './show.ts'

/** The colours that `ip -c` gives: names cyan, hardware addresses yellow, IPv4 magenta, IPv6 blue, states green. */
export function paint(text: string, { withColour }: Show): string {
  if (!withColour) return text
  const colour = (code: number, word: string) => `\u001b[${code}m${word}\u001b[0m`
  return text
    .replace(/^(\d+: )([\w.-]+: )/gm, (_, number: string, name: string) => number + colour(36, name))
    .replace(/\b((?:[0-9a-f]{2}:){5}[0-9a-f]{2})\b/g, (word) => colour(33, word))
    .replace(/(inet )([\d.]+)/g, (_, kind: string, word: string) => kind + colour(35, word))
    .replace(/(inet6 )([0-9a-f:]+)/g, (_, kind: string, word: string) => kind + colour(34, word))
    .replace(/(state )(UP)\b/g, (_, word: string, state: string) => word + colour(32, state))
}
