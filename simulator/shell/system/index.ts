import type { Command as LibraryCommand } from 'just-bash'
import { type Answer, type CommandContext, commandLater, ownCommand } from '../commands/own-command.ts'
import type { Files } from '../files.ts'
import type { ShellHost } from '../host.ts'
import { systemOf } from '../hosts/users.ts'
import type { Shell } from './kill.ts'
import type { Seat } from './processes.ts'

// What a machine tells of itself. Each command is loaded when it is first run.

interface SystemPorts {
  readonly host: ShellHost
  readonly files: Files
  /** When the shell was opened. */
  readonly openedAt: number
  readonly shell: Shell
}

type Tell = (args: readonly string[], seat: Seat, context: CommandContext) => Answer | Promise<Answer>

export function systemCommands({ host, files, openedAt, shell }: SystemPorts): LibraryCommand[] {
  const seatIn = ({ exportedEnv }: CommandContext): Seat => ({
    machine: host.machine,
    user: host.user,
    openedAt,
    now: host.now(),
    connection: exportedEnv?.['SSH_CONNECTION'],
  })
  const later = (name: string, load: () => Promise<Tell>) =>
    commandLater(name, async () => {
      const tell = await load()
      return ownCommand(name, (args, context) => tell(args, seatIn(context), context))
    })
  const processes = () => import('./tell-processes.ts')
  const resources = () => import('./tell-resources.ts')
  const people = () => import('./tell-people.ts')
  return [
    later('ps', async () => (await processes()).ps),
    later('pgrep', async () => (await processes()).pgrep),
    later('pidof', async () => (await processes()).pidof),
    later('kill', async () => {
      const { kill } = await import('./kill.ts')
      return (args, seat) => kill(args, seat, shell)
    }),
    later('free', async () => (await resources()).free),
    later('df', async () => {
      const { df } = await resources()
      return (args, seat, { cwd }) => df(args, seat, cwd, (path) => files.stat(path) !== undefined)
    }),
    later('nproc', async () => (await resources()).nproc),
    later('lscpu', async () => {
      const { lscpu } = await resources()
      return (_, seat) => lscpu(seat)
    }),
    later('hostnamectl', async () => (await resources()).hostnamectl),
    later('uptime', async () => (await people()).uptime),
    later('who', async () => (await people()).who),
    later('w', async () => {
      const { w } = await people()
      return (_, seat) => w(seat)
    }),
    later('last', async () => {
      const { last } = await people()
      return (_, seat) => last(seat)
    }),
    later('users', async () => (_, { user }) => ({ stdout: `${user}\n` })),
    later('groups', async () => (await people()).groups),
    later('sysctl', async () => (await import('./tell-kernel.ts')).sysctl),
    later('resolvectl', async () => (await import('./tell-resolver.ts')).resolvectl),
    later('dmesg', async () => (await import('./tell-boot.ts')).dmesg),
    ...(isAmazon(host)
      ? [later('ec2-metadata', async () => (await import('./tell-instance.ts')).ec2Metadata)]
      : []),
    later('stat', async () => {
      const { stat } = await import('./tell-file.ts')
      return (args, _, context) => stat(args, context, host)
    }),
  ]
}

const isAmazon = ({ machine }: ShellHost): boolean => systemOf(machine.fabric, machine) === 'amazon'

/** Those of them that are programs and not in the library. */
export const systemPrograms = (host: ShellHost): readonly string[] =>
  isAmazon(host) ? [...usualPrograms, 'ec2-metadata'] : usualPrograms

const usualPrograms =
  'df dmesg free groups hostnamectl last lscpu nproc pgrep pidof ps resolvectl sysctl uptime users w who'.split(
    ' ',
  )
