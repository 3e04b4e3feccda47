import type { Tool, ToolContext } from '../host.ts'

/** For tools that know what could stand where the last word is. */
export const offers = true

/** A tool that is loaded when it is first used. Until then its name is known, and what it is for. */
export function toolLater(
  name: string,
  summary: string,
  load: () => Promise<Tool>,
  isOffering = false,
): Tool {
  return {
    name,
    summary,
    run: async (args, context) => (await load()).run(args, context),
    ...(isOffering && {
      complete: async (command: string, context: ToolContext) =>
        (await load()).complete?.(command, context) ?? [],
    }),
  }
}
