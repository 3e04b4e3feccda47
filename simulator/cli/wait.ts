import type { Acceptor, Operation, ServiceModel, Waiter } from '../api/model.ts'
import type { Answer, Caller } from './caller.ts'
import { CliError } from './errors.ts'
import type { CliHost } from './host.ts'
import { readResponse } from './output/response.ts'
import { isList, type Value } from './output/values.ts'
import { compileExpression } from './query.ts'

/** `aws <service> wait <waiter>`: asks again and again until the answer is the one waited for. */
export function wait(
  service: ServiceModel,
  waiter: Waiter,
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
  caller: Caller,
  host: CliHost,
): void {
  const read = (answer: Answer): Value =>
    'output' in answer
      ? readResponse(operation, answer.output, {
          service: service.name,
          protocol: service.protocol,
          timestamps: 'iso8601',
        })
      : null
  let hasMatched = false
  for (let attempt = 1; ; attempt++) {
    const answer = caller.ask(operation, input)
    const value = read(answer)
    const accepted = waiter.acceptors.find((acceptor) => matches(acceptor, answer, value))
    if (accepted?.state === 'success') return
    if (accepted?.state === 'failure') {
      throw failed(waiter, `Waiter encountered a terminal failure state: ${describe(accepted)}`)
    }
    if (accepted) hasMatched = true
    else if ('error' in answer) {
      throw failed(waiter, `An error occurred (${answer.error.code}): ${answer.error.message}`)
    }
    if (attempt >= waiter.maxAttempts) {
      const last = accepted ?? waiter.acceptors.at(-1)
      const before = hasMatched && last ? `. Previously accepted state: ${describe(last)}` : ''
      throw failed(waiter, `Max attempts exceeded${before}`)
    }
    host.sleep(waiter.delay)
  }
}

const failed = (waiter: Waiter, reason: string) => new CliError(`Waiter ${waiter.name} failed: ${reason}`)

function matches({ matcher, argument, expected }: Acceptor, answer: Answer, value: Value): boolean {
  if (matcher === 'status') return statusOf(answer) === expected
  if (matcher === 'error') {
    // True and false stand for any error and for none.
    if (typeof expected === 'boolean') return 'error' in answer === expected
    return 'error' in answer && answer.error.code === expected
  }
  if ('error' in answer || argument === undefined) return false
  const found = compileExpression(argument)(value)
  if (matcher === 'path') return found === expected
  if (!isList(found)) return false
  if (matcher === 'pathAny') return found.some((item) => item === expected)
  return found.length > 0 && found.every((item) => item === expected)
}

const statusOf = (answer: Answer) => ('error' in answer ? answer.error.status : 200)

function describe({ matcher, argument, expected }: Acceptor): string {
  const shown = typeof expected === 'boolean' ? (expected ? 'True' : 'False') : expected
  switch (matcher) {
    case 'path':
      return `For expression "${argument}" we matched expected path: "${shown}"`
    case 'pathAll':
      return `For expression "${argument}" all members matched expected path: "${shown}"`
    case 'pathAny':
      return `For expression "${argument}" we matched expected path: "${shown}" at least once`
    case 'status':
      return `Matched expected HTTP status code: ${shown}`
    case 'error':
      return `Matched expected service error code: ${shown}`
  }
}
