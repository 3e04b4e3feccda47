import { formatDate } from '../commands/dates.ts'
import type { Reached } from './reach.ts'

// When somebody signed in last, as sshd tells it to whoever opens a shell.

const log = '/var/log/lastlog'

/** Writes down that somebody signs in now, and says when it was the last time. */
export function noteLogin({ files, user, env }: Reached, now: number): string {
  const bytes = files.read(log)
  const lines = bytes ? new TextDecoder().decode(bytes).split('\n').filter(Boolean) : []
  const before = lines.find((line) => line.startsWith(`${user.name} `))
  const [from = ''] = (env['SSH_CLIENT'] ?? '').split(' ')
  const others = lines.filter((line) => line !== before)
  files.write(log, new TextEncoder().encode([...others, `${user.name} ${now} ${from}`, ''].join('\n')), 0o664)
  if (before === undefined) return ''
  const [, at = '0', place = ''] = before.split(' ')
  return `Last login: ${formatDate('%a %b %e %H:%M:%S %Y', Number(at))} from ${place}\n`
}
