import type { Appliance, ApplianceRule } from '../../api/private/host.ts'
import { tellAppliance } from '../../services/host/tell-server.ts'
import { readAppliance } from '../../services/host/user-data.ts'
import { journalOf } from '../../world/journal.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { hostService } from '../units/host-service.ts'
import { isoTime } from '../units/journal.ts'

/** What a machine makes of packets that are not for itself: as a router, a NAT instance or an inspecting appliance. */
export const appliance: Tool = {
  name: 'appliance',
  summary:
    "Passes on packets that are not for this host: 'appliance inspect', 'appliance drop --rule \"tcp 22\"'.",

  run(args, context) {
    const [verb = 'status', ...rest] = args
    if (verb === 'help' || args.includes('--help') || args.includes('-h')) return printed(usage)
    if (context.machine.kind === 'workstation') {
      return failed(
        'appliance: nobody sends the workstation packets of others. Run it on an instance, or on premises.\n',
      )
    }
    if (verb.startsWith('--')) return set(readAppliance(context.machine.id, args), context)
    if (verb === 'forward' || verb === 'nat' || verb === 'inspect') return changeMode(verb, rest, context)
    if (verb === 'pass' || verb === 'drop') return addRule(verb === 'pass' ? 'allow' : 'deny', rest, context)
    if (verb === 'status') return tellState(context)
    if (verb === 'log') return log(rest, context)
    if (verb === 'reset') return change(context, ({ Rules: _, DefaultAction: __, ...kept }) => kept)
    if (verb === 'off') return end(context)
    return failed(`appliance: "${verb}" is none of ${verbs.join(', ')}\n${usage}`, 2)
  },

  complete(command) {
    const words = command.split(/\s+/)
    if (words.length <= 2) return verbs
    return words.at(-1)?.startsWith('-')
      ? ['--rule', '--default', '--allow', '--deny', '--stateless', '--log']
      : []
  },
}

const verbs = ['status', 'pass', 'drop', 'inspect', 'nat', 'forward', 'reset', 'log', 'off']

const printed = (stdout: string): ToolResult => ({ stdout, stderr: '', exitCode: 0 })
const failed = (stderr: string, exitCode = 1): ToolResult => ({ stdout: '', stderr, exitCode })

function set(asked: Appliance | string, context: ToolContext): ToolResult {
  if (typeof asked === 'string') return failed(`appliance: ${asked}\n${usage}`, 2)
  const problem = hostService(context.machine).putAppliance(asked)
  return problem === undefined ? tellState(context) : failed(`appliance: ${problem}\n`)
}

/** The rules stay, unless the line says others. */
function changeMode(mode: Appliance['Mode'], rest: readonly string[], context: ToolContext): ToolResult {
  const said = readAppliance(context.machine.id, ['--mode', mode, ...rulesAsOptions(rest)])
  if (typeof said === 'string') return set(said, context)
  return set({ ...hostService(context.machine).appliance(), ...said }, context)
}

/** `inspect --rule 'deny tcp 22'` is `--deny 'tcp 22'`. */
const rulesAsOptions = (words: readonly string[]): string[] =>
  words.flatMap((word, i) => {
    if (word === '--rule') {
      const [action = '', ...rule] = (words[i + 1] ?? '').split(/\s+/)
      return [
        isDenying(action) ? '--deny' : '--allow',
        (/^(allow|pass|deny|drop)$/.test(action) ? rule : [action, ...rule]).join(' '),
      ]
    }
    return words[i - 1] === '--rule' ? [] : [word]
  })

const isDenying = (word: string): boolean => word === 'deny' || word === 'drop'

/** New rules come first, so that they are heard; without a rule it is said of all that no rule matches. */
function addRule(Action: 'allow' | 'deny', rest: readonly string[], context: ToolContext): ToolResult {
  const asked = rest.flatMap((word, i) => (rest[i - 1] === '--rule' ? [word] : []))
  const other = rest.find((word, i) => word !== '--rule' && rest[i - 1] !== '--rule')
  if (other !== undefined) return failed(`appliance: "${other}" is not --rule\n${usage}`, 2)
  if (rest.at(-1) === '--rule') return failed(`appliance: --rule needs a value\n${usage}`, 2)
  const option = Action === 'allow' ? '--allow' : '--deny'
  const read = readAppliance(context.machine.id, [
    '--mode',
    'forward',
    ...asked.flatMap((rule) => [option, rule]),
  ])
  const added: readonly ApplianceRule[] = typeof read === 'string' ? [] : (read.Rules ?? [])
  return change(context, (old) =>
    asked.length ? { ...old, Rules: [...added, ...(old.Rules ?? [])] } : { ...old, DefaultAction: Action },
  )
}

/** An instance of which nobody said what it is inspects, if it is sent packets by a Gateway Load Balancer. */
function change(context: ToolContext, make: (old: Appliance) => Appliance): ToolResult {
  const old = hostService(context.machine).appliance() ?? {
    Host: context.machine.id,
    Mode: 'inspect' as const,
  }
  return set(make(old), context)
}

function tellState({ machine }: ToolContext): ToolResult {
  const found = hostService(machine).appliance()
  return printed(
    found
      ? tellAppliance(found)
      : 'Nothing is set: packets for others are let pass where this host gets any.\n',
  )
}

function log(rest: readonly string[], context: ToolContext): ToolResult {
  const [word] = rest
  if (word === 'on' || word === 'off') return change(context, (old) => ({ ...old, Log: word === 'on' }))
  const { machine } = context
  const at = rest.indexOf('-n')
  const most = at >= 0 ? Number(rest[at + 1]) : 20
  if (!Number.isInteger(most) || most < 1) return failed('appliance: -n wants a number\n', 2)
  const entries = journalOf(machine.fabric.store, machine.id, 'appliance.service').slice(-most)
  if (entries.length) {
    return printed(entries.map((entry) => `${isoTime(entry.at)} ${entry.message}\n`).join(''))
  }
  return printed(
    hostService(machine).appliance()?.Log
      ? 'No packet of others has come here since the log was turned on.\n'
      : "This machine keeps no log of the packets of others. Turn it on with 'appliance log on'.\n",
  )
}

function end({ machine }: ToolContext): ToolResult {
  const problem = hostService(machine).removeAppliance()
  return problem === undefined ? printed('') : failed(`appliance: ${problem}\n`)
}

const usage = `usage: appliance [status|log [-n LINES|on|off]|off|reset]
       appliance forward|nat|inspect [--default allow|deny] [--allow RULE] [--deny RULE] [--stateless] [--log]
       appliance pass|drop [--rule RULE]

A RULE is PROTOCOL [PORTS] [SOURCE] [DESTINATION]: 'tcp 443 10.0.0.0/8 0.0.0.0/0', 'icmp', 'tcp 1-1024'.
`
