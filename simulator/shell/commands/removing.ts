import type { ExecResult, Command as LibraryCommand } from 'just-bash'
import type { CommandContext } from './own-command.ts'

/** What may not be taken away, `rm -f` says as well: the library takes `-f` for silence about everything. */
export const removingCommand: LibraryCommand = {
  name: 'rm',
  async execute(args, context): Promise<ExecResult> {
    const result = await context.origCommand!(args)
    if (result.exitCode !== 0 || result.stderr) return result
    let stderr = ''
    for (const name of operandsOf(args)) stderr += await whatStays(name, args, context)
    return stderr ? { ...result, stderr, exitCode: 1 } : result
  },
}

async function whatStays(
  name: string,
  args: readonly string[],
  { fs, cwd }: CommandContext,
): Promise<string> {
  const path = fs.resolvePath(cwd, name)
  const left = await fs.lstat(path).catch(() => undefined)
  if (!left) return ''
  // Trying again is how its reason is heard.
  const isDeep = args.some((arg) => arg === '--recursive' || /^-[a-zA-Z]*[rR]/.test(arg))
  const error = await fs.rm(path, { recursive: isDeep }).then(
    () => undefined,
    (reason: unknown) => reason as { readonly code?: string },
  )
  if (!error) return ''
  const why =
    error.code === 'EPERM'
      ? 'Operation not permitted'
      : error.code === 'EACCES'
        ? 'Permission denied'
        : undefined
  return why === undefined ? '' : `rm: cannot remove '${name}': ${why}\n`
}

function operandsOf(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--')
  const before = end < 0 ? args : args.slice(0, end)
  return [
    ...before.filter((arg) => !arg.startsWith('-') || arg === '-'),
    ...(end < 0 ? [] : args.slice(end + 1)),
  ]
}
