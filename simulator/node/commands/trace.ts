import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { Cloud } from '../../cloud.ts'
import type { CannotSay, Question } from '../../network/question.ts'
import type { Trace } from '../../network/trace.ts'
import { type ProgramCommand, type ProgramContext, UsageError } from '../command.ts'

const delivered = 0
const dropped = 1
const cannotSay = 3

export const trace: ProgramCommand = {
  name: 'trace',
  summary: 'Follow a packet through a network, hop by hop, there and back.',
  usage:
    '--model FILE --from WHERE [--from-ip IP] --to WHERE --proto PROTOCOL [--src-port N] [--port N] [--icmp-type N] [--icmp-code N] [--json]',
  help: `The model is a world that 'hopwise import-aws' made or 'hopwise serve --state' saved.

Options:
  --model FILE    the world to look at
  --from WHERE    an instance (i-…), a network interface (eni-…), a Name tag, internet, or onprem:NAME
  --from-ip IP    the source address, where it is not the first of the sender's that fits
  --to WHERE      an address, or the id or name of something that has one
  --proto P       tcp, udp, icmp, or the number of another IP protocol
  --port N        the destination port of TCP or UDP (default: 443)
  --src-port N    the source port (default: 49152)
  --icmp-type N, --icmp-code N
                  for ICMP (default: an echo request)
  --json          print the answer as JSON
  --batch         read a question per line from standard input, as JSON with these options as its members
                  (from, from_ip, to, proto, src_port, port, icmp_type, icmp_code), and print an answer per line

Exit status: 0 when the packet is delivered, 1 when it is dropped, 3 when the model cannot say, 2 when the command
is used wrongly. With --batch it is 0 once every question has been answered.`,

  async run(args, context) {
    const options = parse(args)
    const { openModel } = await import('../model-file.ts')
    const cloud = await openModel(options.model)
    if ('problem' in cloud) {
      context.stderr.write(`hopwise trace: ${cloud.problem}\n`)
      return cannotSay
    }
    if (options.batch) return answerAll(cloud, context)
    const answer = await answerTo(cloud, questionOf(options))
    if ('cannotSay' in answer) {
      context.stderr.write(`hopwise trace: ${answer.cannotSay}\n`)
      return cannotSay
    }
    const { reportOf, tellTrace } = await import('../../network/report.ts')
    context.stdout.write(
      options.json ? `${JSON.stringify(reportOf(answer), null, 2)}\n` : `${tellTrace(answer)}\n`,
    )
    return answer.forward.dropped ? dropped : delivered
  },
}

async function answerTo(cloud: Cloud, question: Question): Promise<Trace | CannotSay> {
  const { ask } = await import('../../network/question.ts')
  return ask(cloud.fabric, question)
}

interface Options {
  readonly model: string
  readonly json: boolean
  readonly batch: boolean
  readonly question: Readonly<Record<string, string | undefined>>
}

const text = { type: 'string' } as const
const flag = { type: 'boolean', default: false } as const

function parse(args: readonly string[]): Options {
  const { values } = parsed(args)
  const { model, json, batch, ...question } = values
  if (model === undefined) throw new UsageError('--model wants the file of a world')
  if (!batch) {
    for (const name of ['from', 'to', 'proto'] as const) {
      if (question[name] === undefined) throw new UsageError(`--${name} is missing`)
    }
  }
  return { model, json, batch, question }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        model: text,
        from: text,
        'from-ip': text,
        to: text,
        proto: text,
        port: text,
        'src-port': text,
        'icmp-type': text,
        'icmp-code': text,
        json: flag,
        batch: flag,
      },
    })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function questionOf({ question }: Options): Question {
  return readQuestion(
    Object.fromEntries(Object.entries(question).map(([name, value]) => [name.replaceAll('-', '_'), value])),
  )
}

/** Reads a question's members, whichever of them are numbers as text. */
function readQuestion(given: Readonly<Record<string, unknown>>): Question {
  const word = (name: string): string => {
    const value = given[name]
    if (typeof value === 'string' || typeof value === 'number') return String(value)
    throw new UsageError(`the question has no ${name}`)
  }
  const number = (name: string, most: number): number | undefined => {
    const value = given[name]
    if (value === undefined || value === null) return undefined
    if (/^\d+$/.test(String(value)) && Number(value) <= most) return Number(value)
    throw new UsageError(`${name} is ${JSON.stringify(value)}, and has to be a number from 0 to ${most}`)
  }
  const sourcePort = number('src_port', 65535)
  const port = number('port', 65535)
  const icmpType = number('icmp_type', 255)
  const icmpCode = number('icmp_code', 255)
  return {
    from: word('from'),
    to: word('to'),
    protocol: word('proto'),
    ...(given['from_ip'] !== undefined && given['from_ip'] !== null && { fromIp: word('from_ip') }),
    ...(sourcePort !== undefined && { sourcePort }),
    ...(port !== undefined && { port }),
    ...(icmpType !== undefined && { icmpType }),
    ...(icmpCode !== undefined && { icmpCode }),
  }
}

async function answerAll(cloud: Cloud, { stdin, stdout }: ProgramContext): Promise<number> {
  const [{ ask }, { reportOf }] = await Promise.all([
    import('../../network/question.ts'),
    import('../../network/report.ts'),
  ])
  for await (const line of createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    stdout.write(`${JSON.stringify(answerLine(line))}\n`)
  }
  return delivered

  function answerLine(line: string): object {
    try {
      const answer = ask(cloud.fabric, readQuestion(JSON.parse(line) as Record<string, unknown>))
      return 'cannotSay' in answer ? { verdict: 'unknown', error: answer.cannotSay } : reportOf(answer)
    } catch (error) {
      if (error instanceof UsageError || error instanceof SyntaxError) {
        return { verdict: 'unknown', error: error.message }
      }
      throw error
    }
  }
}
