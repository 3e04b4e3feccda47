import type { OutputChunk, Session } from './session.ts'
import type { Parser, Script } from './syntax.ts'

interface Ended {
  readonly stdout: string
  readonly stderr: string
  readonly output: readonly OutputChunk[]
  readonly exitCode: number
  readonly ended?: string
}

interface EndPorts<Ran extends Ended> {
  readonly parser: Parser
  /** Another shell like it. */
  start(): Session
  execute(shell: Session, script: Script): Promise<Ran>
}

/**
 * What traps run at a script's end. Where the library has ended the shell already, another one goes on with what its
 * variables and functions were; its arrays are gone.
 */
export async function withTraps<Ran extends Ended>(
  session: Session,
  ran: Ran,
  ports: EndPorts<Ran>,
): Promise<Ran> {
  const { traps } = session
  const names = [...(ran.ended === 'errexit' ? ['ERR'] : []), 'EXIT']
  const texts = names.flatMap((name) => traps.take(name) ?? [])
  if (!texts.length) return ran
  const { parser, start, execute } = ports
  const shell = session.isOver ? start() : session
  if (session.isOver) {
    const variables = Object.entries(session.left)
      .filter(([name]) => /^[A-Za-z_]\w*$/.test(name) && !own.test(name))
      .map(([name, value]) => `${name}='${value.replaceAll("'", "'\\''")}'`)
    const { script } = await parser.parse([...variables, ...session.functions.values()].join('\n'))
    await shell.run(script, () => {}, true)
  }
  const text = texts.map((one) => `(exit ${ran.exitCode})\n${one}`).join('\n')
  const after = await execute(shell, (await parser.parse(text)).script)
  return {
    ...ran,
    stdout: ran.stdout + after.stdout,
    stderr: ran.stderr + after.stderr,
    output: [...ran.output, ...after.output],
    // A trap that exits decides.
    exitCode: shell.isOver ? after.exitCode : ran.exitCode,
  }
}

const own = /^(SHELLOPTS|BASHOPTS|_|PPID|E?UID)$/
