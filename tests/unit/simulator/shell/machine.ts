import { setImmediate as turn } from 'node:timers/promises'
import { contract } from '../../../../simulator/api/contract.ts'
import { Cloud } from '../../../../simulator/cloud.ts'
import { Files } from '../../../../simulator/shell/files.ts'
import type { Tool } from '../../../../simulator/shell/host.ts'
import { workstationHost } from '../../../../simulator/shell/hosts/find-host.ts'
import { Machine as NetworkMachine } from '../../../../simulator/shell/machine.ts'
import { MemoryFiles } from '../../../../simulator/shell/memory-files.ts'
import { Terminal, type TerminalOptions } from '../../../../simulator/shell/terminal.ts'
import { less } from '../../../../simulator/shell/tools/less.ts'

/** Writes its first argument to standard output and its second to standard error, and exits with its third. */
const say: Tool = {
  name: 'say',
  summary: 'Says things.',
  run: ([out = '', error = '', status = '0']) => ({
    stdout: out && `${out}\n`,
    stderr: error && `${error}\n`,
    exitCode: Number(status),
  }),
  complete: (command) => [`${command.split(' ').at(-1)}-louder`, 'something-else'],
}

/** Never comes back, as a tool that waits for the network. */
const hang: Tool = { name: 'hang', summary: 'Hangs.', run: () => new Promise(() => {}) }

/** Shows what a tool is told. */
const witness: Tool = {
  name: 'witness',
  summary: 'Tells what it sees.',
  run: (args, { env, cwd, stdin, terminal }) => ({
    stdout: `${JSON.stringify({ args, cwd, v: env['V'], stdin: new TextDecoder().decode(stdin), columns: terminal?.columns })}\n`,
    stderr: '',
    exitCode: 0,
  }),
}

/** A workstation in a world in which there is nothing else. */
const nowhere = (files: MemoryFiles, now: () => number) =>
  new NetworkMachine(Cloud.create({ contract }), workstationHost, new Files(files, now))

export interface Machine {
  readonly terminal: Terminal
  readonly files: MemoryFiles
  /** Another terminal on the same machine. */
  another(options?: TerminalOptions): Terminal
}

/** A workstation on Friday 2 January 2026, 03:04:05 UTC, with dice that count up. */
export function startMachine(options: TerminalOptions = {}): Machine {
  const files = new MemoryFiles()
  let now = Date.UTC(2026, 0, 2, 3, 4, 5)
  let rolls = 0
  const another = (own: TerminalOptions = {}) =>
    new Terminal(
      {
        machine: nowhere(files, () => now),
        files,
        tools: [say, hang, witness, less],
        user: 'learner',
        hostname: 'workstation',
        home: '/home/learner',
        env: {},
        now: () => now,
        advance: (seconds) => {
          now += seconds * 1000
        },
        random: () => (rolls++ % 64) / 64,
        turn: () => turn(),
      },
      own,
    )
  return { terminal: another(options), files, another }
}
