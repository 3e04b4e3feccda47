import type { Command as LibraryCommand } from 'just-bash/browser'
import type { Files } from '../files.ts'
import { binary, bytesOf } from '../filesystem.ts'
import type { ReadLine, ShellHost, Shells, TerminalSize, Tool, ToolContext } from '../host.ts'
import type { Watch } from '../limits.ts'
import type { Weaving } from '../weaving.ts'

export interface ToolPorts {
  readonly host: ShellHost
  readonly files: Files
  readonly shells: Shells | undefined
  readonly watch: Watch
  readonly weaving: Weaving
  readonly terminal: TerminalSize | undefined
  readonly readLine: ReadLine | undefined
}

/** A tool as the bash library wants a command. Ctrl-C does not wait for the tool to notice. */
export function toolCommand(tool: Tool, ports: () => ToolPorts): LibraryCommand {
  return {
    name: tool.name,
    execute: async (args, context) => {
      const { host, files, shells, watch, weaving, terminal, readLine } = ports()
      await watch.pause()
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
        ...(terminal && { terminal }),
        ...(readLine && { readLine }),
      }
      const result = await orInterrupted(Promise.resolve(tool.run(args, toolContext)), watch.signal)
      if (!result) return { stdout: '', stderr: '', exitCode: 130 }
      const { stdout, stderr, exitCode, pieces } = result
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
