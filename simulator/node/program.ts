import about from '../../package.json' with { type: 'json' }
import { type ProgramContext, UsageError } from './command.ts'
import { commands } from './commands/index.ts'

/** Runs `hopwise` with these arguments; returns the exit status. */
export async function runProgram(args: readonly string[], context: ProgramContext): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help')
    return help(rest[0], context)
  if (name === '--version' || name === '-V') {
    context.stdout.write(`hopwise ${about.version}\n`)
    return 0
  }
  const command = commands.find((one) => one.name === name)
  if (!command)
    return refuse(name.startsWith('-') ? `unknown option ${name}` : `unknown command ${name}`, '', context)
  if (rest[0] === '--help' || rest[0] === '-h') return help(name, context)
  try {
    return await command.run(rest, context)
  } catch (error) {
    if (error instanceof UsageError) return refuse(error.message, name, context)
    throw error
  }
}

function help(name: string | undefined, { stdout, ...context }: ProgramContext): number {
  const command = commands.find((one) => one.name === name)
  if (name !== undefined && !command) return refuse(`unknown command ${name}`, '', { stdout, ...context })
  if (command) {
    stdout.write(`Usage: hopwise ${command.name} ${command.usage}\n\n${command.summary}\n\n${command.help}\n`)
    return 0
  }
  const width = Math.max(...commands.map((one) => one.name.length))
  const lines = commands.map((one) => `  ${one.name.padEnd(width)}  ${one.summary}`)
  stdout.write(
    [
      'Usage: hopwise COMMAND [ARGUMENT...]',
      '',
      'AWS networking, simulated: learn, practise and test without an account.',
      '',
      'Commands:',
      ...lines,
      '',
      "'hopwise COMMAND --help' tells more. --version tells the version.",
      '',
    ].join('\n'),
  )
  return 0
}

function refuse(problem: string, command: string, { stderr }: ProgramContext): number {
  const name = command ? `hopwise ${command}` : 'hopwise'
  stderr.write(`${name}: ${problem}\nTry '${name} --help'.\n`)
  return 2
}
