import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { hostOf } from '../hosts/find-host.ts'
import { userNamed } from '../hosts/users.ts'
import { readOptions } from '../ssh/words.ts'

/** As on the machines of clouds: the first user may do everything, without a password. */
export const sudo: Tool = {
  name: 'sudo',
  summary: "Runs a command as root: 'sudo cat /etc/shadow'; 'sudo -i' opens root's shell.",

  async run(args, context) {
    const long: Readonly<Record<string, string>> = {
      '--login': '-i',
      '--shell': '-s',
      '--preserve-env': '-E',
      '--list': '-l',
    }
    const { options, operands, problem } = readOptions(
      args.map((word) => long[word] ?? word),
      'AbEeg:HiKklnPp:SsT:u:Vv',
    )
    if (problem !== undefined) return failed(`sudo: ${invalid(problem)}\n${usage}`)
    if (options.has('V')) return printed('Sudo version 1.9.15p5\n')
    const user = userNamed(context.machine.fabric, context.machine, options.get('u')?.at(-1) ?? 'root')
    if (!user)
      return failed(
        `sudo: unknown user ${options.get('u')?.at(-1)}\nsudo: error initializing audit plugin sudoers_audit\n`,
      )
    if (options.has('l')) {
      const { user: name, machine } = context
      return printed(
        `User ${name} may run the following commands on ${machine.hostname.split('.')[0]}:\n    (ALL) NOPASSWD: ALL\n`,
      )
    }
    if (options.has('v') || options.has('k') || options.has('K')) return printed('')
    const settings = operands.filter(
      (word, i) => /^\w+=/.test(word) && operands.slice(0, i).every((one) => /^\w+=/.test(one)),
    )
    const command = operands.slice(settings.length)
    const opens = command.length === 0 || opensShell(command)
    if (command.length === 0 && !options.has('i') && !options.has('s')) return failed(usage)
    const isLogin = options.has('i') || command.includes('-') || command.includes('-l')
    if (opens) return enter(user.name, isLogin, context)
    const how = options.has('i') ? { ...context, cwd: user.home } : context
    return runAs(user.name, command, settings, options.has('E'), how)
  },
}

/** To another user's shell. Passwords are not known, so only root gets there. */
export const su: Tool = {
  name: 'su',
  summary: "Becomes another user: 'sudo su -'.",

  async run(args, context) {
    const { options, operands, problem } = readOptions(
      args.map((word) => (word === '-' ? '-l' : word)),
      'lmps:c:',
      true,
    )
    if (problem !== undefined) return failed(`su: ${invalid(problem)}\n`)
    const [name = 'root'] = operands
    const user = userNamed(context.machine.fabric, context.machine, name)
    if (!user)
      return failed(
        `su: user ${name} does not exist or the user entry does not contain all the required fields\n`,
      )
    if (context.user !== 'root') {
      await context.readLine?.('Password: ', { isSilent: true })
      return failed('su: Authentication failure\n')
    }
    const command = options.get('c')?.at(-1)
    if (command === undefined) return enter(user.name, options.has('l'), context)
    return context.shells!.run(placeOf(user.name, context), command, { signal: context.signal })
  },
}

const usage = 'usage: sudo [-EHins] [-u user] [VAR=value] [command [arg ...]]\n'

const printed = (stdout: string): ToolResult => ({ stdout, stderr: '', exitCode: 0 })
const failed = (stderr: string): ToolResult => ({ stdout: '', stderr, exitCode: 1 })

const invalid = (problem: string): string =>
  problem
    .replace(/^unknown option -- (.)$/, "invalid option -- '$1'")
    .replace(/^option requires an argument -- (.)$/, "option requires an argument -- '$1'")

/** `sudo su -`, `sudo bash`: what opens a shell and does nothing more. */
const opensShell = ([name, ...rest]: readonly string[]): boolean =>
  (name === 'su' && rest.every((word) => word === '-' || word === '-l' || word === 'root')) ||
  ((name === 'bash' || name === 'sh') && rest.every((word) => word === '-l' || word === '-i'))

const placeOf = (user: string, { machine, env }: ToolContext) => ({
  host: hostOf(machine),
  user,
  ...(env['SSH_AUTH_SOCK'] && { env: { SSH_AUTH_SOCK: env['SSH_AUTH_SOCK'] } }),
})

async function enter(user: string, isLogin: boolean, context: ToolContext): Promise<ToolResult> {
  const { shells, stdin, signal } = context
  const place = placeOf(user, context)
  if (shells?.enter && stdin.length === 0) {
    const exitCode = await shells.enter(place, { farewell: isLogin ? 'logout\n' : 'exit\n' })
    return { stdout: '', stderr: '', exitCode }
  }
  return (await shells?.run(place, new TextDecoder().decode(stdin), { signal })) ?? printed('')
}

async function runAs(
  user: string,
  command: readonly string[],
  settings: readonly string[],
  keepsAll: boolean,
  context: ToolContext,
): Promise<ToolResult> {
  const { cwd, env, signal, stdin, shells } = context
  const kept = keepsAll
    ? (Object.fromEntries(Object.entries(env).filter(([name]) => !own.has(name))) as Record<string, string>)
    : {}
  const set = Object.fromEntries(
    settings.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
  )
  const script = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
  const how = {
    cwd,
    signal,
    env: { ...kept, ...set, SUDO_USER: context.user },
    ...(stdin.length && { stdin }),
  }
  const ran = await shells?.run(placeOf(user, context), script, how)
  if (!ran) return printed('')
  const [name = ''] = command
  // sudo says itself what it does not find, and its status is then 1.
  if (ran.exitCode === 127 && ran.stderr.includes(`${name}: command not found`))
    return failed(`sudo: ${name}: command not found\n`)
  return ran
}

const own = new Set(['HOME', 'USER', 'LOGNAME', 'SHELL', 'PWD', 'OLDPWD'])
