import type { Command as LibraryCommand } from 'just-bash'
import type { Files } from '../files.ts'
import type { ShellHost } from '../host.ts'
import type { Watch } from '../limits.ts'
import { commandLater, commandsLater } from './own-command.ts'
import type { Sight } from './sight.ts'

interface Ports {
  readonly host: ShellHost
  readonly files: Files
  sight(): Sight
  readonly watch: Watch
  /** Why a command cannot be run: it knows programs and files, and no functions or aliases. */
  refusal(name: string, cwd: string): string | undefined
  /** How much a line may print. */
  readonly outputBytes: number
}

/** Commands that a browser loads when they are first run: nobody waits for them before the first prompt. */
export const commandsWhenRun = ({
  host,
  files,
  sight,
  watch,
  refusal,
  outputBytes,
}: Ports): readonly LibraryCommand[] => [
  ...commandsLater(['date', 'sleep'], async () => (await import('./clock.ts')).clockCommands(host)),
  commandLater('touch', async () => (await import('./touching.ts')).touchCommand(host)),
  ...commandsLater(['whoami', 'hostname', 'id', 'uname', 'mktemp', 'printenv'], async () =>
    (await import('./whereabouts.ts')).whereaboutsCommands({ host, files }),
  ),
  ...commandsLater(['find', 'du'], async () => (await import('./walking.ts')).walkingCommands),
  commandLater('rm', async () => (await import('./removing.ts')).removingCommand),
  commandLater('timeout', async () =>
    (await import('./timeout.ts')).timeoutCommand({ host, watch, refusal }),
  ),
  commandLater('env', async () => {
    const isFolder = (path: string) => files.stat(path)?.kind === 'directory'
    return (await import('./env.ts')).envCommand({ refusal, isFolder })
  }),
  ...commandsLater(['chown', 'chgrp'], async () =>
    (await import('./owning.ts')).owningCommands({ host, files }),
  ),
  commandLater('ls', async () => (await import('./listing.ts')).listingCommand(host, sight)),
  commandLater('diff', async () => (await import('./comparing.ts')).comparingCommand(host, sight)),
  ...commandsLater(
    ['od', 'hexdump', 'xxd', 'cmp'],
    async () => (await import('./dumping.ts')).dumpingCommands,
  ),
  ...commandsLater(['grep', 'egrep', 'fgrep'], async () =>
    (await import('./finding.ts')).findingCommands(sight),
  ),
  ...commandsLater(['yes', 'head', 'dd'], async () =>
    (await import('./endless.ts')).endlessCommands(host, sight, outputBytes),
  ),
  ...commandsLater(
    [
      'jobs',
      'fg',
      'bg',
      'disown',
      'umask',
      'realpath',
      'arch',
      'ulimit',
      'times',
      'tty',
      'timedatectl',
      'uuidgen',
      'tput',
    ],
    async () => (await import('./everyday.ts')).everydayCommands({ host, files, sight }),
  ),
]
