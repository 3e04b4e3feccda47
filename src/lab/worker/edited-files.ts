import type { Contract } from '../../../simulator/api/model.ts'
import type { Lab } from '../../../simulator/lab.ts'
import { FileError } from '../../../simulator/shell/files.ts'
import { usersOf } from '../../../simulator/shell/hosts/users.ts'
import { packAround, textFilesIn, textOf } from '../../../simulator/views/files/text-files.ts'
import type { Meaning } from '../../../simulator/views/pack-editing/complete-pack.ts'
import type { PolicyChoices } from '../../../simulator/views/policy-editing/completion.ts'
import type { Lint } from '../../../simulator/views/policy-editing/lint.ts'
import type { EditedFolder, EditedText } from './protocol.ts'

// Files of a lab's machines as its editor has them, and what is to be said of a text while it is written.

export function foldersOf(lab: Lab, name: string): readonly EditedFolder[] {
  const host = lab.hosts().find(({ id }) => id === name)
  if (!host) return []
  const files = lab.filesOn(name)
  const home = lab.view((fabric) => usersOf(fabric, host)[0].home)
  const elsewhere = lab.terminals
    .filter((window) => window.host.id === name)
    .map(({ cwd }) => cwd)
    .filter((cwd) => cwd !== '/' && cwd !== home && !cwd.startsWith(`${home}/`))
  return [home, ...new Set(elsewhere)].map((path) => ({ path, files: textFilesIn(files, path) }))
}

export function readText(lab: Lab, host: string, path: string): string | undefined {
  const bytes = lab.filesOn(host).read(path)
  return bytes && textOf(bytes)
}

/** Why a file cannot be written; undefined where it has been. */
export function writeText(lab: Lab, host: string, path: string, text: string): string | undefined {
  try {
    lab.writeFile(path, text, host)
    return undefined
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return error.says ?? error.message
  }
}

/** As at the machine's console, so that it is a step to be undone, and done again by whoever replays the lab. */
export async function removeFile(lab: Lab, host: string, path: string): Promise<string | undefined> {
  return atConsole(lab, host, `rm -- ${quoted(path)}`)
}

export async function renameFile(
  lab: Lab,
  host: string,
  from: string,
  to: string,
): Promise<string | undefined> {
  if (lab.filesOn(host).lstat(to)) return `there is ${to} already`
  const folder = to.slice(0, to.lastIndexOf('/')) || '/'
  return atConsole(lab, host, `mkdir -p -- ${quoted(folder)} && mv -- ${quoted(from)} ${quoted(to)}`)
}

async function atConsole(lab: Lab, host: string, command: string): Promise<string | undefined> {
  const { exitCode, stderr } = await lab.on(host, command)
  return exitCode === 0 ? undefined : stderr.trim()
}

const quoted = (path: string): string => `'${path.replaceAll("'", `'\\''`)}'`

export async function lintText(
  lab: Lab,
  contract: Contract,
  { host, path, text }: EditedText,
): Promise<readonly Lint[]> {
  if (path.endsWith('.json')) {
    const { lintJson } = await import('../../../simulator/views/policy-editing/lint.ts')
    return lintJson(text, contract)
  }
  if (!/\.(yaml|md|sh)$/.test(path)) return []
  const around = packAround(lab.filesOn(host), path)
  if (!around && !path.endsWith('.yaml')) return []
  const { lintPackFile } = await import('../../../simulator/views/pack-editing/lint-pack.ts')
  return lintPackFile(path, text, around)
}

export async function completeText(
  lab: Lab,
  contract: Contract,
  { path, text }: EditedText,
  offset: number,
): Promise<PolicyChoices> {
  if (path.endsWith('.yaml')) {
    const { completePack } = await import('../../../simulator/views/pack-editing/complete-pack.ts')
    return completePack(path, text, offset)
  }
  if (!path.endsWith('.json')) return { from: offset, to: offset, choices: [] }
  const [{ completePolicy }, { namedResources }] = await Promise.all([
    import('../../../simulator/views/policy-editing/completion.ts'),
    import('../../../simulator/views/policy-editing/named-resources.ts'),
  ])
  return completePolicy(text, offset, contract, lab.view(namedResources))
}

export async function meaningIn({ path, text }: EditedText, offset: number): Promise<Meaning | undefined> {
  if (!path.endsWith('.yaml')) return undefined
  const { meaningInPack } = await import('../../../simulator/views/pack-editing/complete-pack.ts')
  return meaningInPack(path, text, offset)
}
