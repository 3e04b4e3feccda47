import { unitNameOf } from '../../services/host/listeners.ts'
import type { Answer } from '../commands/own-command.ts'
import { signalNamed, signalNames } from '../signals.ts'
import { hostService } from '../units/host-service.ts'
import { pidOf } from '../units/pids.ts'
import { processesOn, type Seat, shellPid } from './processes.ts'

// `kill` of bash 5.2. Servers that somebody started end by it; the system's own processes are not ended.

export interface Shell {
  readonly isScript: boolean
  /** Whether the shell catches the signal, with a trap. */
  strike(name: string): boolean
}

const usage = 'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n'

export function kill(args: readonly string[], seat: Seat, shell: Shell): Answer {
  const [first = '', second = ''] = args
  if (first === '-l' || first === '-L') return { stdout: `${signalNames.join(' ')}\n` }
  const isApart = first === '-s' || first === '-n'
  const given = isApart ? second : /^-[A-Z0-9]/i.test(first) ? first.slice(1) : undefined
  const targets = args.slice(isApart ? 2 : given === undefined ? 0 : 1).filter((one) => one !== '--')
  if (!targets.length) return { stderr: usage, exitCode: 2 }
  const signal = given === '0' ? '0' : signalNamed(given ?? 'TERM')
  if (signal === undefined)
    return { stderr: `bash: kill: ${given}: invalid signal specification\n`, exitCode: 1 }
  const complaints = targets.map((target) => send(signal, target, seat, shell))
  return { stderr: complaints.join(''), exitCode: complaints.some(Boolean) ? 1 : 0 }
}

function send(signal: string, target: string, seat: Seat, shell: Shell): string {
  if (target.startsWith('%')) return `bash: kill: ${target}: no such job\n`
  if (!/^-?\d+$/.test(target)) return `bash: kill: ${target}: arguments must be process or job IDs\n`
  const found = processesOn(seat, 'kill').find(({ pid, name }) => String(pid) === target && name !== 'kill')
  if (!found) return `bash: kill: (${target}) - No such process\n`
  if (found.user !== seat.user && seat.user !== 'root')
    return `bash: kill: (${target}) - Operation not permitted\n`
  if (signal === '0') return ''
  if (found.pid === shellPid) {
    // A shell with somebody at it ends by none of these.
    if (shell.strike(signal) || (!shell.isScript && /^(TERM|INT|QUIT)$/.test(signal))) return ''
    return `bash: kill: hopwise does not simulate ending a shell by SIG${signal}: use exit\n`
  }
  const service = hostService(seat.machine)
  const listener = service.listeners().find((one) => pidOf(unitNameOf(one)) === found.pid)
  if (!listener) return `bash: kill: hopwise does not simulate ending ${found.name}\n`
  const problem = service.remove(listener)
  return problem === undefined ? '' : `bash: kill: ${problem}\n`
}
