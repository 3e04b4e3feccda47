import type { Fault } from '../../api/private/fault.ts'
import { columns, type LabCommand, problem, said } from './command.ts'
import type { LabControl } from './control.ts'
import { idsNamed, nameOfId } from './names.ts'
import { tellMoment } from './times.ts'

type Answered = { readonly output: Record<string, unknown> } | { readonly refused: string }

function ask({ cloud }: LabControl, operation: string, input: object): Answered {
  const request = {
    service: 'fault',
    operation,
    region: 'us-east-1',
    input: input as Record<string, unknown>,
    credentials: undefined,
  }
  const response = cloud.send(request)
  if ('output' in response) return { output: response.output }
  return { refused: 'error' in response ? response.error.message : 'The lab did not answer.' }
}

/** A target as the fault service names it. */
function targetOf({ cloud }: LabControl, text: string): string | { readonly wrong: string } {
  const { fabric } = cloud
  if (/^(api:|onprem:)/.test(text)) return text
  const ids = idsNamed(fabric, text)
  if (ids.length > 1) return { wrong: `"${text}" may be each of ${ids.join(', ')}: say which.` }
  return ids[0] ?? text
}

export const fault: LabCommand = {
  name: 'fault',
  usage: '[THING… | clear [THING…]]',
  summary: 'let something break, or work again',
  run(args, lab) {
    const isClearing = args[0] === 'clear'
    const named = (isClearing ? args.slice(1) : args).map((text) => targetOf(lab, text))
    for (const one of named) if (typeof one !== 'string') return problem(one.wrong)
    const Targets = named as string[]
    if (!isClearing && !Targets.length) return list(lab)
    const answer = ask(lab, isClearing ? 'ClearFault' : 'InjectFault', Targets.length ? { Targets } : {})
    if ('refused' in answer) {
      // What is at a site may be named as people there do.
      const asSite = ask(lab, isClearing ? 'ClearFault' : 'InjectFault', {
        Targets: Targets.map((one) => `onprem:${one}`),
      })
      if ('refused' in asSite) return problem(answer.refused)
    }
    if (isClearing)
      return said(Targets.length ? `${Targets.join(', ')} works again.` : 'Everything works again.')
    return said(`${Targets.join(', ')} is down now. lab fault clear ends it.`)
  },
  complete: () => ['clear'],
}

function list(lab: LabControl) {
  const answer = ask(lab, 'ListFaults', {})
  const faults = 'output' in answer ? ((answer.output['Faults'] ?? []) as readonly Fault[]) : []
  if (!faults.length)
    return said(
      'Nothing is broken. lab fault THING lets it break: an instance, a gateway, a zone (use1-az1), onprem:NAME.',
    )
  const rows = faults.map(({ Target, Kind, Since }) => {
    const name = nameOfId(lab.cloud.fabric, Target)
    const since = new Date(Since as unknown as string | number).getTime()
    return [
      name === undefined ? Target : `${Target} (${name})`,
      Kind,
      `since ${tellMoment(Number.isNaN(since) ? lab.cloud.now : since)}`,
    ]
  })
  return said(columns(rows))
}
