import { z } from 'zod'
import { isPrivateService } from '../../api/private/index.ts'
import { needsOf } from '../../cli/needs.ts'
import { QueryError } from '../../cli/query/query-error.ts'
import { compileExpression } from '../../cli/query.ts'
import { defineCheck } from '../define.ts'
import { jmesPath } from '../jmespath.ts'
import { machineName } from '../parameters.ts'
import { isEqual, type Plain, plainOf } from '../plain.ts'
import { cannotAsk, type Finding, outcomeObstacle } from '../verdict.ts'
import { splitWords } from '../words.ts'

const value: z.ZodType<Plain> = z.json()

const params = z
  .strictObject({
    run: z
      .string()
      .max(4000)
      .refine(isCommand, { error: 'expected one command that begins with aws, onprem, host or fault' })
      .describe(
        'One command: `aws ec2 describe-vpc-endpoints`. What a shell does beside quotes, such as pipes, it cannot.',
      ),
    from: machineName.default('workstation').describe('The machine that it runs on.'),
    as: z
      .string()
      .max(128)
      .optional()
      .describe(
        'A profile on that machine, or an account of 12 digits. On the workstation it is the learner’s account unless it is said.',
      ),
    query: jmesPath
      .optional()
      .describe('A JMESPath expression over the answer; the whole answer unless it is said.'),
    is: value.optional().describe('The value that it is.'),
    all: value.optional().describe('It is a list with something in it, and every one is this.'),
    any: value.optional().describe('It is a list, and one of it is this.'),
    none: value.optional().describe('It is a list, and none of it is this.'),
    fails: z
      .string()
      .max(200)
      .optional()
      .describe('The error code that the command ends with, such as AccessDenied.'),
  })
  .refine(
    ({ is, all, any, none, fails }) =>
      [is, all, any, none, fails].filter((one) => one !== undefined).length <= 1,
    {
      error: 'expected at most one of is, all, any, none and fails',
    },
  )

type Params = z.output<typeof params>

function isCommand(line: string): boolean {
  const [command = ''] = splitWords(line) ?? []
  return command === 'aws' || isPrivateService(command)
}

export const query = defineCheck({
  type: 'query',
  summary: 'A command of the AWS CLI answers what it should, or is refused as it should be.',
  params,

  expected({ run, query: expression, is, all, any, none, fails }) {
    const what = expression === undefined ? run : `${run}, of it ${expression}`
    if (fails !== undefined) return `${run} is refused with ${fails}`
    if (is !== undefined) return `${what}: ${tell(is)}`
    if (all !== undefined) return `${what}: each is ${tell(all)}`
    if (any !== undefined) return `${what}: one is ${tell(any)}`
    if (none !== undefined) return `${what}: none is ${tell(none)}`
    return `${run} succeeds`
  },

  evaluate(subject, asked) {
    const { run, from, as, fails, query: expression } = asked
    const ran = subject.run(run, from, as)
    if ('problem' in ran) return cannotAsk(ran.problem)
    const { stdout, stderr, exitCode } = ran
    const proof = {
      kind: 'command',
      text: `$ ${run}\n${stdout}${stderr}`.trimEnd().slice(0, 20_000),
    } as const
    const code = /\(([\w.:]+)\)/.exec(stderr)?.[1]
    if (fails !== undefined) {
      const met = exitCode !== 0 && (code === fails || stderr.includes(fails))
      const observed = exitCode === 0 ? 'It succeeds' : firstLine(stderr)
      const reason = exitCode === 0 ? 'call-succeeds' : (onTheWay(stderr) ?? 'other-error')
      return { met, observed, proof, obstacles: met ? [] : [outcomeObstacle(reason)] }
    }
    if (exitCode !== 0) {
      const reason = isDenial(code) ? 'call-denied' : (onTheWay(stderr) ?? 'call-fails')
      return { met: false, observed: firstLine(stderr), proof, obstacles: [outcomeObstacle(reason)] }
    }
    const found = judge(answerIn(stdout, expression), asked)
    return { ...found, proof, obstacles: found.met ? [] : [outcomeObstacle('other-answer')] }
  },

  services({ run }) {
    return needsOf((splitWords(run) ?? []).slice(1)).services
  },
})

/** Why a call does not even come to be judged by its service. */
function onTheWay(stderr: string): 'call-unanswered' | 'certificate-not-for-name' | undefined {
  if (/Connect timeout on|Could not connect to the/.test(stderr)) return 'call-unanswered'
  return stderr.includes('Hostname mismatch') ? 'certificate-not-for-name' : undefined
}

const isDenial = (code = ''): boolean => /^(AccessDenied|Unauthorized|Forbidden)/.test(code)

/** What was printed, as data; text that is no JSON as text. */
function answerIn(stdout: string, expression: string | undefined): Plain {
  let answer: Plain
  try {
    answer = stdout.trim() === '' ? null : (JSON.parse(stdout) as Plain)
  } catch {
    answer = stdout.trim()
  }
  if (expression === undefined) return answer
  try {
    return plainOf(compileExpression(expression)(answer))
  } catch (error) {
    if (error instanceof QueryError) return null
    throw error
  }
}

function judge(found: Plain, { is, all, any, none }: Params): Finding {
  const observed = tell(found)
  const list = Array.isArray(found) ? found : undefined
  if (is !== undefined) return { met: isEqual(found, is), observed }
  if (all !== undefined) return { met: !!list?.length && list.every((one) => isEqual(one, all)), observed }
  if (any !== undefined) return { met: !!list?.some((one) => isEqual(one, any)), observed }
  if (none !== undefined) return { met: !!list && !list.some((one) => isEqual(one, none)), observed }
  return { met: true, observed: 'It succeeds' }
}

const firstLine = (text: string): string =>
  text
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.trim() ?? 'It fails'

function tell(value: Plain): string {
  const text = JSON.stringify(value)
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}
