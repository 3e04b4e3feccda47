import type { Command as LibraryCommand } from 'just-bash'
import { binary, bytesOf } from '../byte-strings.ts'
import { type Deadline, TimeIsUp, terminated } from '../deadlines.ts'
import type { Files } from '../files.ts'
import type {
  OpenFile,
  ReadLine,
  Screen,
  ShellHost,
  Shells,
  TerminalSize,
  Tool,
  ToolContext,
  ToolResult,
} from '../host.ts'
import { tellName } from '../hosts/tell-name.ts'
import { orInterrupted, type Watch } from '../limits.ts'
import { isMerged, isOutputShown, type Streams } from '../streams.ts'
import { type Weaving, woven } from '../weaving.ts'

export interface ToolPorts {
  readonly host: ShellHost
  readonly files: Files
  readonly shells: Shells | undefined
  readonly openFile: OpenFile | undefined
  readonly watch: Watch
  readonly weaving: Weaving
  readonly streams: Streams
  /** Tells the person at the terminal something that is no output of the tool. */
  remark(text: string): void
  readonly terminal: TerminalSize | undefined
  readonly screen: Screen | undefined
  readonly readLine: ReadLine | undefined
}

/** A tool as the bash library wants a command. Ctrl-C does not wait for the tool to notice. */
export function toolCommand(tool: Tool, ports: () => ToolPorts): LibraryCommand {
  return {
    name: tool.name,
    execute: async (args, context) => {
      const given = ports()
      const { host, files, shells, openFile, watch, weaving, streams, terminal, screen, readLine } = given
      const deadline = host.machine.deadlines.first
      await watch.pause()
      if (!watch.admitTool()) return { stdout: '', stderr: '', exitCode: 130 }
      const toolContext: ToolContext = {
        env: { ...context.exportedEnv },
        cwd: context.cwd,
        home: host.home,
        user: host.user,
        files,
        machine: host.machine,
        stdin: bytesOf(String(context.stdin)),
        signal: deadline?.signal ?? watch.signal,
        ...(shells && { shells: deadline ? within(deadline, shells) : shells }),
        ...(openFile && { openFile }),
        ...(terminal && isOutputShown(streams) && { terminal }),
        ...(screen && isOutputShown(streams) && { screen }),
        ...(readLine && { readLine }),
      }
      const result = await orInterrupted(runToEnd(tool, args, toolContext), watch.signal)
      if (!result) return { stdout: '', stderr: '', exitCode: 130 }
      const { stdout, stderr, exitCode, pieces } = result
      const remark = terminal && tellName(tool.name, args, host.machine)
      if (remark !== undefined) given.remark(remark)
      if (pieces && isMerged(streams)) return written(woven(pieces), '', exitCode)
      if (pieces) weaving.expect(pieces)
      return written(stdout, stderr, exitCode)
    },
  }
}

/** Where the library puts several outputs together, it takes bytes for letters: what is text is handed over as text. */
function written(stdout: string | Uint8Array, stderr: string, exitCode: number) {
  const text = typeof stdout === 'string' ? stdout : textIn(stdout)
  if (text !== undefined) return { stdout: text, stderr, exitCode, stdoutKind: 'text' as const }
  const bytes = binary(stdout as Uint8Array)
  return { stdout: bytes, stderr, exitCode, stdoutKind: 'bytes' as const, stdoutEncoding: 'binary' as const }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function textIn(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}

/** What it runs elsewhere has no more time than it has itself. */
const within = (deadline: Deadline, shells: Shells): Shells => ({
  run: (place, script, how) => shells.run(place, script, { deadline, ...how }),
})

/** Where its time is up, what it has written is all there is of it. */
async function runToEnd(tool: Tool, args: readonly string[], context: ToolContext): Promise<ToolResult> {
  let soFar: ((exitCode: number) => ToolResult) | undefined
  const onWriting = (given: typeof soFar) => {
    soFar = given
  }
  try {
    return await tool.run(args, { ...context, onWriting })
  } catch (error) {
    if (!(error instanceof TimeIsUp)) throw error
    return soFar?.(terminated) ?? { stdout: '', stderr: '', exitCode: terminated }
  }
}
