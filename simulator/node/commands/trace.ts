import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { Question } from '../../network/question.ts'
import type { Trace } from '../../network/trace.ts'
import { type ProgramCommand, type ProgramContext, UsageError } from '../command.ts'
import { readQuestion } from '../questions.ts'

const delivered = 0
const dropped = 1
const cannotSay = 3

export const trace: ProgramCommand = {
  name: 'trace',
  summary: 'Follow a packet through a network, hop by hop, there and back.',
  usage:
    '--model FILE --from WHERE [--from-ip IP] --to WHERE --proto PROTOCOL [--src-port N] [--port N] [--icmp-type N] [--icmp-code N] [--mend] [--json]',
  help: `The model is a world that 'hopwise import-aws' made or 'hopwise serve --state' saved.

Options:
  --model FILE    the world to look at
  --from WHERE    an instance (i-…), a network interface (eni-…), a Name tag, an address that only one interface has,
                  internet, or onprem:NAME
  --from-ip IP    the source address, where it is not the first of the sender's that fits
  --to WHERE      an address; the id or name of an instance, network interface, NAT gateway, VPC endpoint or load
                  balancer; a DNS name, as the sender's VPC resolves it; internet, or onprem:NAME
  --proto P       tcp, udp, icmp, or the number of another IP protocol
  --port N        the destination port of TCP or UDP (default: 443)
  --src-port N    the source port (default: 49152)
  --icmp-type N, --icmp-code N
                  for ICMP (default: an echo request)
  --json          print the answer as JSON: verdict, outcome, hops, delivered_to or dropped_at and reason, nat, and the
                  same of the return
  --mend          also find what stands in the way and the fewest changes that open it, as aws commands; they have been
                  tried on a copy of the model, which stays as it is. Where the model has several accounts, --profile
                  names the one that has to act. With --json: obstacles and mends
  --batch         read a question per line from standard input, as JSON with these options as its members
                  (from, from_ip, to, proto, src_port, port, icmp_type, icmp_code), and print an answer per line

The outcome is one of: accepted; exits-network, to the internet or to what the model does not know; denied-out and
denied-in, by what judges packets that leave or enter the hop; no-route; null-routed, by a blackhole, for an address in
no subnet, or in a zone from which the transit gateway cannot be reached; no-neighbor, for an address of a subnet that
nobody has.

Exit status: 0 when the packet is delivered, 1 when it is dropped, 3 when the model cannot say, 2 when the command
is used wrongly. With --batch it is 0 once every question has been answered.`,

  async run(args, context) {
    const { model, scenario, json, batch, mend, asked } = parse(args)
    const question = batch ? undefined : readQuestion(asked)
    const [{ openModel, readModel }, { ask }, report] = await Promise.all([
      import('../model-file.ts'),
      import('../../network/question.ts'),
      import('../../network/report.ts'),
    ])
    const read = await readModel({ file: model, ...(scenario !== undefined && { scenario }) })
    if ('problem' in read) return tellProblem(context, read.problem)
    const fabric = await openModel(read)
    if ('problem' in fabric) return tellProblem(context, fabric.problem)
    const mender = mend ? await (await import('../mends.ts')).menderOf(read.text) : undefined
    const reportOn = (one: Question, answer: Trace): object => ({
      ...report.reportOf(answer),
      ...mender?.(one, answer),
    })
    const answerTo = (asked: unknown): object => {
      const one = readQuestion(asked)
      const answer = ask(fabric, one)
      return 'cannotSay' in answer ? { verdict: 'unknown', error: answer.cannotSay } : reportOn(one, answer)
    }
    if (!question) return answerAll((line) => reportLine(line, answerTo), context)
    const answer = ask(fabric, question)
    if ('cannotSay' in answer) {
      if (answer.isMalformed) throw new UsageError(answer.cannotSay)
      return tellProblem(context, answer.cannotSay)
    }
    const told = json ? JSON.stringify(reportOn(question, answer), null, 2) : report.tellTrace(answer)
    context.stdout.write(`${told}\n`)
    if (mender && !json) {
      const { tellMending } = await import('../../views/mending/mend-report.ts')
      context.stdout.write(`\n${tellMending(mender(question, answer))}\n`)
    }
    return answer.forward.dropped ? dropped : delivered
  },
}

function tellProblem({ stderr }: ProgramContext, problem: string): number {
  stderr.write(`hopwise trace: ${problem}\n`)
  return cannotSay
}

interface Options {
  readonly model: string
  readonly scenario: string | undefined
  readonly json: boolean
  readonly batch: boolean
  readonly mend: boolean
  /** What of the question is in the options. */
  readonly asked: Readonly<Record<string, string | undefined>>
}

const text = { type: 'string' } as const
const flag = { type: 'boolean', default: false } as const

function parse(args: readonly string[]): Options {
  const { model = '', scenario, json, batch, mend, ...asked } = parsed(args)
  if (model === '' && scenario === undefined)
    throw new UsageError('--model wants the file of a world, or --scenario a scenario')
  return { model, scenario, json, batch, mend, asked }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        model: text,
        scenario: text,
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
        mend: flag,
      },
    }).values
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

async function answerAll(
  answer: (line: string) => object,
  { stdin, stdout }: ProgramContext,
): Promise<number> {
  // Whoever read the answers has gone: there is nobody to work for.
  let isHeard = true
  stdout.once('error', () => {
    isHeard = false
    stdin.destroy()
  })
  for await (const line of createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    if (!isHeard) break
    if (!stdout.write(`${JSON.stringify(answer(line))}\n`)) await once(stdout, 'drain')
  }
  return delivered
}

/** A line's answer. What cannot be answered says why, and the lines after it are answered all the same. */
function reportLine(line: string, answerTo: (asked: unknown) => object): object {
  try {
    return answerTo(JSON.parse(line))
  } catch (error) {
    if (error instanceof UsageError || error instanceof SyntaxError)
      return { verdict: 'unknown', error: error.message }
    throw error
  }
}
