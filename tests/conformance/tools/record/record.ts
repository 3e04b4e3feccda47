import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  readSession,
  recordedIn,
  typedLines,
  withoutColours,
} from '../../../unit/simulator/shell/tools/session-file.ts'
import { Network } from './network.ts'
import { Shell, wrapTools } from './shells.ts'

// Types sessions of tests/unit/simulator/shell/tools/sessions into the real tools, and keeps what they print:
//
//   DEBIAN_13=/path/to/root node tests/conformance/tools/record/record.ts [NAME…]
//
// It needs Linux, root, Debian 12's packages on the machine and an unpacked Debian 13 in the folder.

const sessions = new URL('../../../unit/simulator/shell/tools/sessions/', import.meta.url)
const recordings = new URL('../recorded/sessions/', import.meta.url)
const folder = mkdtempSync(path.join(tmpdir(), 'record-'))
// Not root alone types into the tools.
chmodSync(folder, 0o755)
const tools = wrapTools(process.env['DEBIAN_13'] ?? '/srv/debian-13', path.join(folder, 'tools'))

/** What is captured here is what has passed until then; the real one has to run while it passes. */
const capturesOf = (command: string): boolean => /^tcpdump -n(?!.* -[irw] )/.test(command)

const asRead = (command: string, file: string): string =>
  `${command.replace(/^tcpdump/, `tcpdump -r ${file}`)} 2> /dev/null`

async function record(name: string): Promise<void> {
  const entries = readSession(readFileSync(new URL(`${name}.txt`, sessions), 'utf8'))
  const isHeld = recordedIn(entries)
  if (!isHeld || !entries.some((one) => one.kind === 'typed' && isHeld(one.exchange.command))) return
  const network = new Network(name, path.join(folder, name))
  const shells = new Map<string, Shell>()
  const lines: string[] = []
  let isSettled = false
  const watchers = entries.flatMap((one) =>
    one.kind === 'typed' && capturesOf(one.exchange.command) ? [one.exchange.who.slice(0, -1)] : [],
  )
  try {
    for (const entry of entries) {
      if (entry.kind === 'statement') {
        if (!network.say(entry.text)) console.log(`${name}: left out: ${entry.text}`)
        isSettled = false
      } else if (entry.kind === 'typed' && isHeld(entry.exchange.command)) {
        const { who, command, isInterrupted } = entry.exchange
        // Servers take a moment to start.
        if (!isSettled) await new Promise((resolve) => setTimeout(resolve, 700))
        if (lines.length === 0) for (const name of new Set(watchers)) await network.watch(name)
        isSettled = true
        const machine = network.machines.get(who.slice(0, -1))
        if (!machine) throw new Error(`${name}: there is no machine ${who}`)
        const user = who.endsWith('#') ? 'root' : 'ec2-user'
        const shell = shells.get(who) ?? new Shell(network, machine, user, tools)
        shells.set(who, shell)
        const printed = await (capturesOf(command)
          ? network.capture(machine).then((file) => shell.type(asRead(command, file)))
          : shell.type(command, isInterrupted))
        const shown = withoutColours(printed).split('\n')
        lines.push(...typedLines(entry.exchange), ...shown.filter((line) => line !== ''))
      }
    }
    writeFileSync(new URL(`${name}.txt`, recordings), `${lines.join('\n')}\n`)
    console.log(`${name}: recorded`)
  } finally {
    for (const shell of shells.values()) shell.end()
    network.end()
  }
}

mkdirSync(recordings, { recursive: true })
const names = process.argv.slice(2)
const all = readdirSync(sessions).map((file) => file.replace(/\.txt$/, ''))
const waiting = names.length ? names : all
const work = async () => {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    await record(name).catch((thrown: unknown) => console.log(`${name}: ${String(thrown)}`))
  }
}
// Most of the time they wait for somebody who does not answer.
await Promise.all(Array.from({ length: 6 }, work))
rmSync(folder, { recursive: true })
process.exit()
