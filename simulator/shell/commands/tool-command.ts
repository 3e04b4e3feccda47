import type { Command as LibraryCommand } from 'just-bash'
import type { Files } from '../files.ts'
import { binary, bytesOf } from '../filesystem.ts'
import type {
  OpenFile,
  ReadLine,
  Screen,
  ShellHost,
  Shells,
  TerminalSize,
  Tool,
  ToolContext,
} from '../host.ts'
import { tellName } from '../hosts/tell-name.ts'
import type { Watch } from '../limits.ts'
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
        signal: watch.signal,
        ...(shells && { shells }),
        ...(openFile && { openFile }),
        ...(terminal && isOutputShown(streams) && { terminal }),
        ...(screen && isOutputShown(streams) && { screen }),
        ...(readLine && { readLine }),
      }
      const result = await orInterrupted(Promise.resolve(tool.run(args, toolContext)), watch.signal)
      if (!result) return { stdout: '', stderr: '', exitCode: 130 }
      const { stdout, stderr, exitCode, pieces } = result
      const remark = terminal && tellName(tool.name, args, host.machine)
      if (remark !== undefined) given.remark(remark)
      if (pieces && isMerged(streams)) {
        const stdout = binary(woven(pieces))
        return { stdout, stderr: '', exitCode, stdoutKind: 'bytes', stdoutEncoding: 'binary' }
      }
      if (pieces) weaving.expect(pieces)
      if (typeof stdout === 'string') return { stdout, stderr, exitCode, stdoutKind: 'text' }
      return { stdout: binary(stdout), stderr, exitCode, stdoutKind: 'bytes', stdoutEncoding: 'binary' }
    },
  }
}

function orInterrupted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const leave = () => resolve(undefined)
    signal.addEventListener('abort', leave, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
    if (signal.aborted) leave()
  })
}
