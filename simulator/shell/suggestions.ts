import { flagsIn } from './flags.ts'
import type { Tool, ToolContext } from './host.ts'
import { libraryCommands } from './library.ts'

// What could stand where the last word of a command is: what its tool knows, flags that its help speaks of, names.

export interface SuggestionPorts {
  tools(): readonly Tool[]
  context(): ToolContext
  /** Runs a line out of sight, and gives what it prints. */
  ask(line: string): Promise<string>
}

/** Tools whose words are names of machines, but for their options. */
const callers = new Set(
  (
    'curl dig getent host iperf3 mtr mysql nc ncat nslookup openssl ping ping6 psql telnet tracepath traceroute ' +
    'traceroute6 wget'
  ).split(' '),
)

/** Options of tools whose `--help` is something else. */
const helpOptions: Readonly<Record<string, string>> = {
  ping: '-h',
  ping6: '-h',
  tracepath: '-h',
  dig: '-h',
  nc: '-h',
}

export class Suggestions {
  readonly #ports: SuggestionPorts
  readonly #flags = new Map<string, readonly string[]>()

  constructor(ports: SuggestionPorts) {
    this.#ports = ports
  }

  /** Undefined where nothing is known but files. */
  async for(name: string, command: string): Promise<readonly string[] | undefined> {
    const { tools, context } = this.#ports
    const tool = tools().find((one) => one.name === name)
    const typed = /\S*$/.exec(command)![0]
    const own = await tool?.complete?.(command, context())
    if (own?.some((text) => text.startsWith(typed))) return own
    if (typed.startsWith('-')) return this.#flagsOf(name, tool)
    if (!callers.has(name)) return own
    const { knownNames } = await import('./hosts/known-names.ts')
    const [, before = '', host = ''] = /^((?:[a-z]+:\/\/)?(?:[^@/]*@)?)([^/]*)$/i.exec(typed) ?? []
    // A list of all of them helps nobody before the first letter is there.
    const names = knownNames(context().machine).filter((one) => one.startsWith(host))
    return names.length ? names.map((one) => before + one) : own
  }

  async #flagsOf(name: string, tool: Tool | undefined): Promise<readonly string[]> {
    const known = this.#flags.get(name)
    if (known) return known
    const flags = flagsIn(await this.#helpOf(name, tool))
    this.#flags.set(name, flags)
    return flags
  }

  async #helpOf(name: string, tool: Tool | undefined): Promise<string> {
    if (tool) {
      const { stdout, stderr } = await tool.run([helpOptions[name] ?? '--help'], this.#ports.context())
      const text = typeof stdout === 'string' ? stdout : new TextDecoder().decode(stdout)
      return text.trim() ? text : stderr
    }
    return (libraryCommands as readonly string[]).includes(name) ? this.#ports.ask(`${name} --help 2>&1`) : ''
  }
}
