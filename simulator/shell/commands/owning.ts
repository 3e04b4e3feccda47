import type { Command as LibraryCommand } from 'just-bash'
import { FileError, type Files, join, resolve } from '../files.ts'
import type { ShellHost } from '../host.ts'
import { usersOf } from '../hosts/users.ts'
import { ownerAt } from '../rights.ts'
import { type Answer, ownCommand } from './own-command.ts'

// `chown` and `chgrp` of coreutils 9.1.

interface Ports {
  readonly host: ShellHost
  readonly files: Files
}

export const owningCommands = ({ host, files }: Ports): LibraryCommand[] =>
  ['chown', 'chgrp'].map((name) =>
    ownCommand(name, (args, { cwd }) => giveAway(name, args, cwd, host, files)),
  )

function giveAway(name: string, args: readonly string[], cwd: string, host: ShellHost, files: Files): Answer {
  const options = args.filter((arg) => /^-./.test(arg))
  const [wanted, ...paths] = args.filter((arg) => !/^-./.test(arg))
  const unknown = options.find(
    (one) => !/^-[RfvchHLP]+$|^--(recursive|silent|quiet|verbose|changes|no-dereference)$/.test(one),
  )
  const tryHelp = `Try '${name} --help' for more information.\n`
  if (options.includes('--help'))
    return {
      stdout: `Usage: ${name} [OPTION]... ${name === 'chgrp' ? 'GROUP' : '[OWNER][:[GROUP]]'} FILE...\n\n  -R, --recursive  operate on files and directories recursively\n`,
    }
  if (unknown !== undefined)
    return {
      stderr: `${name}: ${unknown.startsWith('--') ? `unrecognized option '${unknown}'` : `invalid option -- '${unknown.replace(/^-[RfvchHLP]*/, '')[0]}'`}\n${tryHelp}`,
    }
  if (wanted === undefined) return { stderr: `${name}: missing operand\n${tryHelp}` }
  if (!paths.length) return { stderr: `${name}: missing operand after '${wanted}'\n${tryHelp}` }
  const read = readOwner(name === 'chgrp' ? `:${wanted}` : wanted, host)
  if ('problem' in read) return { stderr: `${name}: ${read.problem}\n` }
  const isDeep = options.some((one) => one === '--recursive' || /^-[a-zA-Z]*R/.test(one))
  let stderr = ''
  const visit = (path: string, shown: string) => {
    const entry = files.stat(path)
    if (!entry) {
      stderr += `${name}: cannot access '${shown}': No such file or directory\n`
      return
    }
    const before = ownerAt(files.realPath(path) ?? path, entry.owner)
    const user = read.user ?? before.user
    try {
      files.changeOwner(path, `${user}:${read.group ?? before.group}`)
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      const what = name === 'chgrp' ? 'group' : 'ownership'
      stderr += `${name}: changing ${what} of '${shown}': Operation not permitted\n`
    }
    if (isDeep && entry.kind === 'directory')
      for (const one of files.list(path)) visit(join(path, one), `${shown.replace(/\/$/, '')}/${one}`)
  }
  for (const path of paths) visit(resolve(cwd, path), path)
  return { stderr }
}

/** `user`, `user:group`, `user:`, `:group`, each by name or number. */
function readOwner(
  text: string,
  host: ShellHost,
): { readonly user?: string; readonly group?: string } | { readonly problem: string } {
  const [userText = '', groupText] = text.split(/[:.]/)
  const users = usersOf(host.machine.fabric, host.machine)
  const named = (name: string) => users.find((one) => one.name === name || String(one.uid) === name)?.name
  const groups = users.flatMap(({ name, groups: more }) => [
    name,
    ...more.map((one) => one.replace(/^.*\(|\)$/g, '')),
  ])
  const user = userText === '' ? undefined : named(userText)
  if (userText !== '' && user === undefined) return { problem: `invalid user: '${text}'` }
  const asked = groupText === '' ? user : groupText
  if (asked === undefined) return user === undefined ? {} : { user }
  const group = named(asked) ?? groups.find((one) => one === asked)
  if (group === undefined) return { problem: `invalid group: '${userText === '' ? asked : text}'` }
  return { ...(user !== undefined && { user }), group }
}
