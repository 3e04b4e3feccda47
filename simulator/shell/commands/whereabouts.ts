import type { Command as LibraryCommand } from 'just-bash'
import { type Files, resolve } from '../files.ts'
import type { ShellHost } from '../host.ts'
import { hardwareOf } from '../hosts/hardware.ts'
import { kernel } from '../hosts/kernel.ts'
import { listVariables, variablesIn } from './env.ts'
import { type Answer, ownCommand } from './own-command.ts'

interface Ports {
  readonly host: ShellHost
  readonly files: Files
}

/** Who and where the learner is, the environment, and temporary files. */
export function whereaboutsCommands({ host, files }: Ports): LibraryCommand[] {
  return [
    ownCommand('whoami', () => ({ stdout: `${host.user}\n` })),
    ownCommand('hostname', (args) => tellName(args, host)),
    ownCommand('id', (args) => identify(args, host)),
    ownCommand('uname', (args) => tellSystem(args, host)),
    ownCommand('mktemp', (args, { cwd, exportedEnv }) =>
      makeTemporary(args, files, cwd, exportedEnv?.['TMPDIR'] || '/tmp', () => host.random()),
    ),
    ownCommand('printenv', (args, { exportedEnv }) => printVariables(args, variablesIn(exportedEnv))),
  ]
}

function tellName(args: readonly string[], { hostname, machine }: ShellHost): Answer {
  const [option] = args
  if (option === '-s' || option === '--short') return { stdout: `${hostname.split('.')[0]}\n` }
  if (option === '-d' || option === '--domain')
    return { stdout: `${hostname.split('.').slice(1).join('.')}\n` }
  if (option === '-i' || option === '-I' || option?.startsWith('--all-ip') || option?.startsWith('--ip-')) {
    const addresses = machine.cards.flatMap((card) => card.addresses.map(({ address }) => address))
    return { stdout: `${addresses.join(' ')} \n` }
  }
  if (option === undefined || option === '-f' || option === '--fqdn' || option === '--long') {
    return { stdout: `${hostname}\n` }
  }
  if (option.startsWith('-'))
    return { stderr: `hostname: invalid option -- '${option.replace(/^-+/, '')}'\n` }
  return { stderr: 'hostname: you must be root to change the host name\n' }
}

function identify(args: readonly string[], { user, uid = 1000, groups = [] }: ShellHost): Answer {
  const option = args.find((arg) => arg.startsWith('-')) ?? ''
  const asName = option.includes('n')
  if (option.includes('G')) {
    const all = [`${uid}(${user})`, ...groups]
    return {
      stdout: `${all.map((one) => (asName ? one.replace(/^.*\(|\)$/g, '') : one.replace(/\(.*/, ''))).join(' ')}\n`,
    }
  }
  if (option.includes('u') || option.includes('g')) return { stdout: asName ? `${user}\n` : `${uid}\n` }
  return {
    stdout: `uid=${uid}(${user}) gid=${uid}(${user}) groups=${[`${uid}(${user})`, ...groups].join(',')}\n`,
  }
}

function tellSystem(args: readonly string[], { hostname, machine }: ShellHost): Answer {
  const parts = new Map([
    ['s', 'Linux'],
    ['n', hostname],
    ['r', kernel],
    ['v', '#1 SMP'],
    ['m', hardwareOf(machine.fabric, machine).architecture],
    ['o', 'GNU/Linux'],
  ])
  const asked = args.join('').replaceAll('-', '')
  const letters = asked.includes('a') ? [...parts.keys()] : asked ? [...asked] : ['s']
  const unknown = letters.find((letter) => !parts.has(letter))
  if (unknown) return { stderr: `uname: invalid option -- '${unknown}'\n` }
  return {
    stdout: `${[...parts.keys()]
      .filter((key) => letters.includes(key))
      .map((key) => parts.get(key))
      .join(' ')}\n`,
  }
}

function makeTemporary(
  args: readonly string[],
  files: Files,
  cwd: string,
  temporary: string,
  random: () => number,
): Answer {
  let isDirectory = false
  let isQuiet = false
  let isDry = false
  let directory: string | undefined
  let template: string | undefined
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    if (arg === '-d' || arg === '--directory') isDirectory = true
    else if (arg === '-q' || arg === '--quiet') isQuiet = true
    else if (arg === '-u' || arg === '--dry-run') isDry = true
    else if (arg === '-t') directory = temporary
    else if (arg === '-p') directory = args[++i] ?? temporary
    else if (arg === '--tmpdir') directory = temporary
    else if (arg.startsWith('--tmpdir=')) directory = arg.slice('--tmpdir='.length)
    else if (arg.startsWith('-')) return { stderr: `mktemp: unrecognized option '${arg}'\n` }
    else template = arg
  }
  const name = template ?? 'tmp.XXXXXXXXXX'
  const marks = /X{3,}(?=[^X/]*$)/.exec(name)
  if (!marks) return { stderr: `mktemp: too few X's in template ‘${name}’\n` }
  const folder = directory ?? (template === undefined ? temporary : '')
  for (;;) {
    const filled = name.replace(marks[0], () => letters(marks[0].length, random))
    const path = folder ? `${folder.replace(/\/$/, '')}/${filled}` : filled
    const at = resolve(cwd, path)
    if (files.lstat(at)) continue
    if (isDry) return { stdout: `${path}\n` }
    try {
      if (isDirectory) files.makeDirectory(at)
      else files.write(at, new Uint8Array(), 0o600)
    } catch (error) {
      const reason =
        (error as { code?: string }).code === 'EACCES' ? 'Permission denied' : 'No such file or directory'
      const kind = isDirectory ? 'directory' : 'file'
      const said = `mktemp: failed to create ${kind} via template ‘${folder ? `${folder}/` : ''}${name}’: ${reason}\n`
      return { stderr: isQuiet ? '' : said, exitCode: 1 }
    }
    return { stdout: `${path}\n` }
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const letters = (count: number, random: () => number) =>
  Array.from({ length: count }, () => alphabet[Math.floor(random() * alphabet.length)]).join('')

function printVariables(names: readonly string[], variables: Readonly<Record<string, string>>): Answer {
  if (!names.length) return { stdout: listVariables(variables) }
  const values = names.flatMap((name) => variables[name] ?? [])
  return {
    stdout: values.map((value) => `${value}\n`).join(''),
    exitCode: values.length === names.length ? 0 : 1,
  }
}
