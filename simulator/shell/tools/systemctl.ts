import { journalOf } from '../../world/journal.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import type { Machine } from '../machine.ts'
import { hostService } from '../units/host-service.ts'
import { shortLine } from '../units/journal.ts'
import { pidOf } from '../units/pids.ts'
import { type Unit, unitPath, unitsOn, unitText, writeUnit } from '../units/units.ts'

/** systemd's, for the servers that `serve` starts. */
export const systemctl: Tool = {
  name: 'systemctl',
  summary: "Stops and starts servers: 'systemctl list-units', 'systemctl stop serve-443'.",

  run(args, context) {
    const words = args.filter((word) => !word.startsWith('-'))
    const [verb = 'list-units', ...names] = words
    if (args.includes('--version')) return printed('systemd 252 (252.23)\n')
    if (args.includes('--help') || args.includes('-h')) return printed(usage)
    const unknown = args.find((word) => word.startsWith('-') && !isKnown(word))
    if (unknown !== undefined) return failed(`systemctl: unrecognized option '${unknown}'\n`)
    if (verb === 'list-units' || verb === 'list-unit-files') return listUnits(verb, args, context)
    if (verb === 'daemon-reload') return printed('')
    const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
    if (!act) return failed(`Unknown command verb '${verb}'.\n`)
    if (!names.length) return failed('Too few arguments.\n')
    return joined(names.map((name) => withUnit(name, verb, act, context)))
  },

  complete(command, { machine, files }) {
    const words = command.split(/\s+/)
    if (words.length <= 2) return ['list-units', 'daemon-reload', ...Object.keys(verbs)]
    return unitsOn(machine, files).map(({ name }) => name.replace(/\.service$/, ''))
  },
}

const isKnown = (word: string): boolean =>
  /^(--(all|no-pager|type(=.*)?|state(=.*)?|now|quiet|full|no-legend|plain|system)|-[alqt]+)$/.test(word)

const printed = (stdout: string, exitCode = 0): ToolResult => ({ stdout, stderr: '', exitCode })
const failed = (stderr: string, exitCode = 1): ToolResult => ({ stdout: '', stderr, exitCode })

function joined(results: readonly ToolResult[]): ToolResult {
  return {
    stdout: results.map(({ stdout }) => stdout).join(''),
    stderr: results.map(({ stderr }) => stderr).join(''),
    exitCode: results.find(({ exitCode }) => exitCode)?.exitCode ?? 0,
  }
}

type Act = (unit: Unit, context: ToolContext) => ToolResult

const verbs: Readonly<Record<string, Act>> = {
  start: (unit, context) => (unit.isActive ? printed('') : begin(unit, context)),
  stop: (unit, context) => (unit.isActive ? end(unit, context) : printed('')),
  restart: (unit, context) => (unit.isActive ? printed('') : begin(unit, context)),
  reload: () => printed(''),
  enable: () => printed(''),
  disable: () => printed(''),
  status: (unit, { machine }) => tellStatus(unit, machine),
  'is-active': ({ isActive }) => printed(isActive ? 'active\n' : 'inactive\n', isActive ? 0 : 3),
  'is-enabled': () => printed('enabled\n'),
  cat: (unit) => printed(`# ${unitPath(unit)}\n${unitText(unit.description, unit.command)}`),
}

function withUnit(name: string, verb: string, act: Act, context: ToolContext): ToolResult {
  const wanted = name.includes('.service') ? name : `${name}.service`
  const unit = unitsOn(context.machine, context.files).find((one) => one.name === wanted)
  if (unit) return act(unit, context)
  if (verb === 'status') return failed(`Unit ${wanted} could not be found.\n`, 4)
  if (verb === 'is-active') return printed('inactive\n', 3)
  if (verb === 'start' || verb === 'stop' || verb === 'restart' || verb === 'reload') {
    const doing = verb === 'start' ? 'start' : verb
    return failed(
      `Failed to ${doing} ${wanted}: Unit ${wanted} not ${verb === 'stop' ? 'loaded' : 'found'}.\n`,
      5,
    )
  }
  return failed(`Failed to ${verb} unit: Unit file ${wanted} does not exist.\n`)
}

function begin({ listener, name }: Unit, { machine }: ToolContext): ToolResult {
  const problem = listener ? hostService(machine).put(listener) : undefined
  return typeof problem === 'string' ? failed(`Job for ${name} failed: ${problem}\n`) : printed('')
}

function end(unit: Unit, { machine }: ToolContext): ToolResult {
  if (!unit.listener) return failed(`hopwise does not simulate a machine without ${unit.name}.\n`)
  writeUnit(machine.files, unit)
  const problem = hostService(machine).remove(unit.listener)
  return problem === undefined ? printed('') : failed(`Failed to stop ${unit.name}: ${problem}\n`)
}

function tellStatus(unit: Unit, machine: Machine): ToolResult {
  const { name, description, command, isActive } = unit
  const lines = [
    `${isActive ? '●' : '○'} ${name} - ${description}`,
    `     Loaded: loaded (${unitPath(unit)}; enabled; preset: disabled)`,
    `     Active: ${isActive ? 'active (running)' : 'inactive (dead)'}`,
    ...(isActive ? [`   Main PID: ${pidOf(name)} (${command.replace(/^.*\//, '').split(' ')[0]})`] : []),
    `     CGroup: /system.slice/${name}`,
    ...(isActive ? [`             └─${pidOf(name)} ${command}`] : []),
  ]
  const shown = isActive ? lines : lines.slice(0, 3)
  const newest = journalOf(machine.fabric.store, machine.id, name).slice(-10)
  const journal = newest.map((entry) => `${shortLine(machine, entry)}\n`).join('')
  return printed(`${shown.join('\n')}\n${journal && `\n${journal}`}`, isActive ? 0 : 3)
}

function listUnits(verb: string, args: readonly string[], { machine, files }: ToolContext): ToolResult {
  const isAll = args.includes('--all') || args.includes('-a') || verb === 'list-unit-files'
  const units = unitsOn(machine, files).filter(({ isActive }) => isActive || isAll)
  const width = Math.max(4, ...units.map(({ name }) => name.length))
  if (verb === 'list-unit-files') {
    const rows = units.map(({ name }) => `${name.padEnd(width)} enabled disabled\n`)
    return printed(
      `${'UNIT FILE'.padEnd(width)} STATE   PRESET\n${rows.join('')}\n${units.length} unit files listed.\n`,
    )
  }
  const rows = units.map(({ name, isActive, description }) => {
    const [active, sub] = isActive ? ['active  ', 'running'] : ['inactive', 'dead   ']
    return `  ${name.padEnd(width)} loaded ${active} ${sub} ${description}\n`
  })
  return printed(
    `  ${'UNIT'.padEnd(width)} LOAD   ACTIVE   SUB     DESCRIPTION\n${rows.join('')}\n${units.length} loaded units listed.\n`,
  )
}

const usage = `usage: systemctl [list-units|start|stop|restart|status|is-active|is-enabled|enable|disable|cat|daemon-reload] [UNIT...]
`
