import type { Command as LibraryCommand } from 'just-bash'

export type CommandContext = Parameters<LibraryCommand['execute']>[1]

export interface Answer {
  readonly stdout?: string
  readonly stderr?: string
  readonly exitCode?: number
}

/** A command that is loaded when it is first run. */
export const commandLater = (name: string, load: () => Promise<LibraryCommand>): LibraryCommand => ({
  name,
  execute: async (args, context) => (await load()).execute(args, context),
})

/** Commands that are loaded together when one of them is first run. */
export const commandsLater = (
  names: readonly string[],
  load: () => Promise<readonly LibraryCommand[]>,
): LibraryCommand[] =>
  names.map((name) =>
    commandLater(name, async () => {
      const command = (await load()).find((one) => one.name === name)
      if (!command) throw new Error(`There is no command ${name} where it is loaded from.`)
      return command
    }),
  )

/** A command of the shell's own, which takes the place of a command of the library with the same name. */
export function ownCommand(
  name: string,
  execute: (args: readonly string[], context: CommandContext) => Answer | Promise<Answer>,
): LibraryCommand {
  return {
    name,
    execute: async (args, context) => {
      const { stdout = '', stderr = '', exitCode = stderr ? 1 : 0 } = await execute(args, context)
      return { stdout, stderr, exitCode, stdoutKind: 'text' }
    },
  }
}
