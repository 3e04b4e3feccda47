import { firstMoment } from '../../world/first-moment.ts'
import { hardwareOf } from '../hosts/hardware.ts'
import type { Machine } from '../machine.ts'
import { socketsOn } from '../probes/sockets.ts'
import { hostService } from '../units/host-service.ts'
import { pidOf } from '../units/pids.ts'

// What runs on a machine: what its system brings, the servers that somebody started, and the shell.

export interface Process {
  readonly pid: number
  readonly parent: number
  readonly user: string
  /** `?` where it has none. */
  readonly terminal: string
  readonly name: string
  readonly command: string
  /** KiB in memory. */
  readonly resident: number
  readonly virtual: number
  readonly state: string
  readonly startedAt: number
}

export interface Seat {
  readonly machine: Machine
  readonly user: string
  /** When the shell was opened. */
  readonly openedAt: number
  readonly now: number
  /** `$SSH_CONNECTION`, where somebody came that way. */
  readonly connection?: string | undefined
}

/** Machines that nobody launched have been up since the world began. */
export const upSince = ({ machine, openedAt }: Seat): number =>
  Math.min(hardwareOf(machine.fabric, machine).startedAt ?? firstMoment, openedAt)

/** As `$$` says. */
export const shellPid = 4242
const shellParent = 4241

/** All of them, by their numbers; `running` is the command that asks. */
export function processesOn(seat: Seat, running: string): Process[] {
  const { machine, user, openedAt, now, connection } = seat
  const { fabric } = machine
  const booted = upSince(seat)
  const system = (pid: number, name: string, command: string, resident: number): Process => ({
    pid,
    parent: pid === 1 ? 0 : 1,
    user: 'root',
    terminal: '?',
    name,
    command,
    resident,
    virtual: resident * 9,
    state: 'Ss',
    startedAt: booted,
  })
  const all = [
    system(1, 'systemd', '/usr/lib/systemd/systemd --switched-root --system --deserialize=32', 17_204),
    system(812, 'systemd-journal', '/usr/lib/systemd/systemd-journald', 16_540),
    system(1101, 'dbus-daemon', '/usr/bin/dbus-daemon --system --nofork --nopidfile', 4_908),
  ]
  if (machine.kind === 'instance')
    all.push(system(pidOf('amazon-ssm-agent'), 'amazon-ssm-agen', '/usr/bin/amazon-ssm-agent', 19_872))
  if (machine.kind !== 'workstation')
    all.push(system(pidOf('sshd'), 'sshd', 'sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups', 8_936))
  if (hostService(machine).appliance())
    all.push(system(pidOf('appliance'), 'appliance', '/usr/local/bin/appliance', 12_040))
  for (const { pid, program, port, protocol } of socketsOn(fabric, machine.id)) {
    if (program === 'sshd' || all.some((one) => one.pid === pid)) continue
    const command =
      program === 'serve'
        ? `/usr/local/bin/serve --port ${port}${protocol === 'udp' ? ' --udp' : ''}`
        : program
    all.push(system(pid, program, command, 9_412))
  }
  const own = (
    pid: number,
    parent: number,
    name: string,
    command: string,
    state: string,
    startedAt: number,
  ) => ({
    ...system(pid, name, command, name === 'bash' ? 5_320 : 3_556),
    user,
    parent,
    terminal: 'pts/0',
    state,
    startedAt,
  })
  if (connection)
    all.push({
      ...own(shellParent, pidOf('sshd'), 'sshd', `sshd: ${user}@pts/0`, 'S', openedAt),
      terminal: '?',
    })
  all.push(own(shellPid, connection ? shellParent : 1, 'bash', '-bash', 'Ss', openedAt))
  all.push(own(shellPid + 58, shellPid, running.split(' ')[0] ?? '', running, 'R+', now))
  return all.toSorted((a, b) => a.pid - b.pid)
}

/** KiB of memory, as the kernel counts them: it keeps a part to itself. */
export function memoryOf(seat: Seat): { total: number; used: number; cached: number } {
  const { fabric } = seat.machine
  const all = hardwareOf(fabric, seat.machine).memoryMiB * 1024
  const total = Math.round(all * 0.984) - 66_000
  const kernel = 61_440 + Math.round(all * 0.012)
  const used = kernel + processesOn(seat, 'free').reduce((sum, { resident }) => sum + resident, 0)
  return { total, used: Math.min(used, total), cached: Math.min(Math.round(total * 0.2), 419_840) }
}
