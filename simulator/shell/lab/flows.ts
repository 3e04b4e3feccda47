import type { Fabric } from '../../network/fabric.ts'
import { occupantOf } from '../../network/occupants.ts'
import { icmp, tcp, udp } from '../../network/packet.ts'
import { ask, type Question } from '../../network/question.ts'
import { differencesBetween, peopleInterfaces } from '../../network/reach/differences.ts'
import { type FlowBetween, reachMatrix, type Wire } from '../../network/reach/matrix.ts'
import { reportOf, tellTrace } from '../../network/report.ts'
import { isWorking } from '../../network/trace.ts'
import type { NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { type LabCommand, problem, readOptions, said } from './command.ts'
import { endNamed, endNames, nameOfId, serviceNamed } from './names.ts'

const protocols = ['tcp', 'udp', 'icmp']

function portOf(text: string | undefined, usual: number): number | undefined {
  if (text === undefined) return usual
  const port = Number(text)
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : undefined
}

export const trace: LabCommand = {
  name: 'trace',
  usage: 'FROM TO [--port N] [--protocol P] [--mend] [--json]',
  summary: 'follow a packet, and what would mend its way',
  async run(args, lab) {
    const read = readOptions(args, {
      values: ['port', 'protocol', 'from-ip'],
      flags: ['json', 'mend', 'no-mends'],
    })
    if ('wrong' in read) return problem(read.wrong, 2)
    const { words, options } = read
    const [from, to, ...more] = words
    if (from === undefined || to === undefined || more.length) {
      return problem(
        'trace wants two ends: lab trace app-1 db-1 --port 5432 (names with blanks in quotes)',
        2,
      )
    }
    const port = portOf(options.get('port'), 443)
    if (port === undefined)
      return problem(`"${options.get('port')}" is no port. Ports go from 1 to 65535.`, 2)
    const { fabric } = lab.cloud
    const fromIp = options.get('from-ip')
    const asked: Question = {
      from: endNamed(fabric, from),
      to: endNamed(fabric, to),
      protocol: options.get('protocol') ?? 'tcp',
      port,
      ...(fromIp !== undefined && { fromIp }),
    }
    // What nobody else is called may be a service of AWS.
    const service = 'cannotSay' in ask(fabric, asked) ? serviceNamed(fabric, to, from) : undefined
    const question = service === undefined ? asked : { ...asked, to: service }
    const answer = ask(fabric, question)
    if ('cannotSay' in answer) return problem(answer.cannotSay, answer.isMalformed ? 2 : 3)
    const exitCode = isWorking(answer) ? 0 : 1
    if (options.has('json')) return said(JSON.stringify(reportOf(answer), null, 2), exitCode)
    const told = tellTrace(answer)
    if (exitCode === 0 || options.has('no-mends')) return said(told, exitCode)
    const follow = (world: Fabric) => {
      const again = ask(world, question)
      return 'cannotSay' in again ? answer : again
    }
    // In a scenario what mends the way is half of its answer: only those hear it who ask.
    const isAsked = lab.scenario() === undefined || options.has('mend')
    return said(`${told}\n\n${await lab.tellMends(follow, isAsked)}`, exitCode)
  },
  complete: ({ cloud }, words) =>
    words.at(-2) === '--protocol'
      ? protocols
      : [...endNames(cloud.fabric), '--port', '--protocol', '--mend', '--json'],
}

export const diff: LabCommand = {
  name: 'diff',
  summary: 'what the last step opened and closed',
  run(_, lab) {
    let first: string | undefined
    let looked = 0
    // Looking around changes nothing: the last step that did something is meant.
    for (const { line, before, after } of lab.steps()) {
      const { opened, closed } = differencesBetween(before, after)
      const lines = [...tellFlows('+', opened, after), ...tellFlows('-', closed, before)]
      if (lines.length) return said([firstLine(line), ...lines].join('\n'))
      first ??= line
      if (++looked === mostLooked) break
    }
    if (first === undefined) return said('Nothing has been changed yet.')
    return said(`${firstLine(first)}\n  opened and closed no way between machines.`)
  },
}

const mostLooked = 12

const firstLine = (text: string): string => text.split('\n')[0] ?? ''

const tellFlows = (sign: string, flows: readonly FlowBetween[], world: Fabric): string[] => [
  ...new Set(
    flows.map(
      ({ from, to, wire }) => `  ${sign} ${labelOf(world, from)} → ${labelOf(world, to)}  ${tellWire(wire)}`,
    ),
  ),
]

const tellWire = ({ protocol, port }: Wire): string =>
  protocol === icmp ? 'icmp' : `${protocol === udp ? 'udp' : 'tcp'}/${port}`

function labelOf(fabric: Fabric, id: string): string {
  const eni = networkInterfaces.get(fabric, id)
  return eni ? labelOfInterface(fabric, eni) : id
}

function labelOfInterface(fabric: Fabric, eni: NetworkInterface): string {
  const { record } = eni
  const instance = record.Attachment?.InstanceId
  const endpoint = /vpce-[0-9a-f]+/.exec(record.Description ?? '')?.[0]
  const id = instance ?? endpoint ?? record.NetworkInterfaceId ?? ''
  return nameOfId(fabric, id) ?? nameOfId(fabric, record.NetworkInterfaceId ?? '') ?? id
}

/** So many columns fit on a screen. */
const mostColumns = 30

export const reach: LabCommand = {
  name: 'reach',
  usage: '[--port N] [--protocol P]',
  summary: 'who reaches whom',
  run(args, { cloud }) {
    const read = readOptions(args, { values: ['port', 'protocol'] })
    if ('wrong' in read) return problem(read.wrong, 2)
    const protocol = read.options.get('protocol') ?? 'tcp'
    if (!protocols.includes(protocol)) return problem(`"${protocol}" is none of tcp, udp, icmp.`, 2)
    const port = portOf(read.options.get('port'), 443)
    if (port === undefined)
      return problem(`"${read.options.get('port')}" is no port. Ports go from 1 to 65535.`, 2)
    const wire: Wire = {
      protocol: protocol === 'tcp' ? tcp : protocol === 'udp' ? udp : icmp,
      port: protocol === 'icmp' ? 0 : port,
    }
    const { fabric } = cloud
    const { interfaces, reaches } = reachMatrix(fabric, peopleInterfaces(fabric), wire)
    const senders = interfaces.flatMap((eni, i) => (occupantOf(eni).kind === 'instance' ? [{ eni, i }] : []))
    if (!senders.length) return said('There is no machine that could send anything.')
    const labels = interfaces.map((eni) => labelOfInterface(fabric, eni))
    if (interfaces.length > mostColumns) {
      const lines = senders.map(
        ({ i }) =>
          `  ${labels[i]}: ${interfaces.filter((_, j) => j !== i && reaches(i, j)).length} of ${interfaces.length - 1}`,
      )
      return said([`${tellWire(wire)}: how many each machine reaches`, ...lines].join('\n'))
    }
    const width = Math.max(...senders.map(({ i }) => labels[i]!.length))
    const lines = senders.map(({ i }) => {
      const reached = interfaces.flatMap((_, j) => (j !== i && reaches(i, j) ? [labels[j]!] : []))
      return `  ${labels[i]!.padEnd(width)}  → ${reached.length ? [...new Set(reached)].join(', ') : 'nobody'}`
    })
    return said([`${tellWire(wire)}, there and back:`, ...lines].join('\n'))
  },
  complete: () => ['--port', '--protocol'],
}
