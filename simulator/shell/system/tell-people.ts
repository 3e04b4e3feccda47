import { formatDate } from '../commands/dates.ts'
import type { Answer } from '../commands/own-command.ts'
import { kernel } from '../hosts/kernel.ts'
import { usersOf } from '../hosts/users.ts'
import { type Seat, upSince } from './processes.ts'

// Who is there, and since when: coreutils 9, procps 4, util-linux 2.38. There is nobody but who asks.

/** Where somebody came from: an address, or the machine's own screen. */
const cameFrom = ({ connection }: Seat): string | undefined => connection?.split(' ')[0]

export function uptime(args: readonly string[], seat: Seat): Answer {
  const { now } = seat
  const since = upSince(seat)
  if (args.includes('-s') || args.includes('--since'))
    return { stdout: `${formatDate('%Y-%m-%d %H:%M:%S', since)}\n` }
  if (args.includes('-p') || args.includes('--pretty')) return { stdout: `up ${inWords(now - since)}\n` }
  return { stdout: `${upLine(now, since)}\n` }
}

function inWords(passed: number): string {
  const minutes = Math.floor(passed / 60_000)
  const told = (
    [
      [Math.floor(minutes / 1440), 'day'],
      [Math.floor(minutes / 60) % 24, 'hour'],
      [minutes % 60, 'minute'],
    ] as const
  )
    .filter(([count]) => count)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
  return told.join(', ') || '0 minutes'
}

function upLine(now: number, since: number): string {
  const minutes = Math.floor((now - since) / 60_000)
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24]
  const clock = `${hours}:${String(minutes % 60).padStart(2, '0')}`
  const short = hours ? clock.padStart(5) : `${minutes % 60} min`
  const up = days ? `${days} day${days === 1 ? '' : 's'}, ${short}` : short
  return ` ${formatDate('%H:%M:%S', now)} up ${up},  1 user,  load average: 0.00, 0.00, 0.00`
}

export function who(args: readonly string[], seat: Seat): Answer {
  const { user, openedAt } = seat
  const time = formatDate('%Y-%m-%d %H:%M', openedAt)
  if (args.some((arg) => arg === '-b' || arg === '--boot'))
    return {
      stdout: `         system boot  ${formatDate('%Y-%m-%d %H:%M', upSince(seat))}\n`,
    }
  if (args.some((arg) => arg === '-q' || arg === '--count')) return { stdout: `${user}\n# users=1\n` }
  const from = cameFrom(seat)
  return { stdout: `${user.padEnd(8)} pts/0        ${time}${from === undefined ? '' : ` (${from})`}\n` }
}

export function w(seat: Seat): Answer {
  const { user, openedAt, now } = seat
  const from = (cameFrom(seat) ?? '-').padEnd(16)
  return {
    stdout:
      `${upLine(now, upSince(seat))}\n` +
      'USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\n' +
      `${user.padEnd(8)} pts/0    ${from} ${formatDate('%H:%M', openedAt)}    0.00s  0.00s  0.00s w\n`,
  }
}

export function last(seat: Seat): Answer {
  const { user, openedAt } = seat
  const booted = upSince(seat)
  const time = (at: number) => formatDate('%a %b %e %H:%M', at)
  return {
    stdout:
      `${user.padEnd(8)} pts/0        ${(cameFrom(seat) ?? '').padEnd(16)} ${time(openedAt)}   still logged in\n` +
      `reboot   system boot  ${kernel.padEnd(16)} ${time(booted)}   still running\n` +
      `\nwtmp begins ${formatDate('%a %b %e %H:%M:%S %Y', booted)}\n`,
  }
}

export function groups(names: readonly string[], seat: Seat): Answer {
  const users = usersOf(seat.machine.fabric, seat.machine)
  const told = (name: string): string | undefined => {
    const found = users.find((one) => one.name === name)
    return found && [found.name, ...found.groups.map((one) => one.replace(/^.*\(|\)$/g, ''))].join(' ')
  }
  if (!names.length) return { stdout: `${told(seat.user) ?? seat.user}\n` }
  const missing = names.filter((name) => told(name) === undefined)
  return {
    stdout: names.flatMap((name) => (told(name) === undefined ? [] : `${name} : ${told(name)}\n`)).join(''),
    stderr: missing.map((name) => `groups: ‘${name}’: no such user\n`).join(''),
    exitCode: missing.length ? 1 : 0,
  }
}
