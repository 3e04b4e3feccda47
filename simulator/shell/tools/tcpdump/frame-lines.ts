import { scramble } from '../../../kernel/random.ts'
import type { Header } from '../../../world/traffic.ts'
import { serviceName } from '../service-names.ts'
import type { Frame } from './frames.ts'

// Packets as tcpdump 4.99 prints them.

export interface Look {
  readonly time: 'clock' | 'none' | 'epoch' | 'since-last' | 'date' | 'since-first'
  readonly isQuiet: boolean
  readonly isVerbose: boolean
  readonly withHardware: boolean
  readonly withText: boolean
  /** On all interfaces: each line names its own. */
  readonly isAny: boolean
  readonly withAbsolute: boolean
  /** Names of addresses; missing with -n. */
  nameOf?(address: string): string | undefined
  readonly withServices: boolean
}

/** Packets that were seen one after the other. */
export const tellFrames = (frames: readonly Frame[], look: Look): string =>
  frames
    .map((frame, i) => tellFrame(frame, frames[look.time === 'since-last' ? Math.max(0, i - 1) : 0]!, look))
    .join('')

/** Times may be told from another packet on. */
function tellFrame(frame: Frame, from: Frame, look: Look): string {
  const text = frame.outer ? tellCarried(frame, frame.outer, look) : tellPacket(frame, look)
  const line = `${timeOf(frame.at, from.at, look)}${look.isAny ? `${frame.device}  ${frame.isOut ? 'Out' : 'In '} ` : ''}${hardware(frame, look)}${text}`
  if (!look.withText || frame.payload === undefined) return `${line}\n`
  return `${line}\n${frame.payload}\n`
}

function timeOf(at: number, from: number, { time }: Look): string {
  const isRelative = time === 'since-last' || time === 'since-first'
  const moment = isRelative ? at - from : at
  const stamp = `${new Date(moment).toISOString().slice(0, -1)}${String(Math.round((moment % 1) * 1000))
    .padStart(3, '0')
    .slice(0, 3)}`
  switch (time) {
    case 'none':
      return ''
    case 'epoch':
      return `${(at / 1000).toFixed(6)} `
    case 'date':
      return `${stamp.replace('T', ' ')} `
    default:
      return `${isRelative ? ' ' : ''}${stamp.slice(11)} `
  }
}

function hardware({ macs, isOut, family, length, tcp }: Frame, { withHardware, isAny }: Look): string {
  if (!withHardware || isAny) return ''
  const [own, other] = macs
  const [from, to] = isOut ? [own, other] : [other, own]
  const kind = family === 4 ? 'IPv4 (0x0800)' : 'IPv6 (0x86dd)'
  return `${from} > ${to}, ethertype ${kind}, length ${14 + ipLength(family, length, tcp)}: `
}

const ipLength = (family: 4 | 6, length: number, tcp: Frame['tcp']): number =>
  (family === 4 ? 20 : 40) +
  (tcp ? (tcp.flags.includes('S') ? 40 : tcp.flags.startsWith('R') ? 20 : 32) : 0) +
  length

function ends({ source, destination, sourcePort, destinationPort, protocol }: Header, look: Look): string {
  const kind = protocol === 17 ? 'udp' : 'tcp'
  const hasPorts = protocol === 6 || protocol === 17
  const end = (address: string, port: number) => {
    const host = look.nameOf?.(address) ?? address
    const service = look.withServices ? serviceName(port, kind) : undefined
    return hasPorts ? `${host}.${service ?? port}` : host
  }
  return `${end(source, sourcePort)} > ${end(destination, destinationPort)}`
}

const numbers: Readonly<Record<number, string>> = { 1: 'ICMP', 6: 'TCP', 17: 'UDP', 58: 'ICMPv6' }

function tellPacket(frame: Frame, look: Look): string {
  const { header, family, length, tcp } = frame
  const ip = family === 4 ? 'IP' : 'IP6'
  const body = `${ends(header, look)}: ${tellBody(frame, look)}`
  if (!look.isVerbose) return `${ip} ${body}`
  const whole = ipLength(family, length, tcp)
  const name = numbers[header.protocol] ?? 'unknown'
  if (family === 6)
    return `${ip} (hlim 127, next-header ${name} (${header.protocol}) payload length: ${whole - 40}) ${body}`
  const id = scramble(`${frame.at} ${header.sourcePort}`)[0] % 65_536
  return `${ip} (tos 0x0, ttl ${frame.isOut ? 127 : 126}, id ${id}, offset 0, flags [DF], proto ${name} (${header.protocol}), length ${whole})\n    ${body}`
}

/** Gateway Load Balancer guide, gateway-load-balancers: GENEVE to port 6081, with three options that take 32 bytes. */
function tellCarried(frame: Frame, outer: Header, look: Look): string {
  const { outer: _, ...inner } = frame
  const around = { ...outer, protocol: 17, destinationPort: 6081, sourcePort: geneveSource(frame) }
  return `IP ${ends(around, look)}: Geneve, Flags [none], vni 0x0, options [32 bytes]: ${tellPacket(inner, look)}`
}

const geneveSource = ({ header }: Frame): number =>
  60_000 + (scramble([header.source, header.destination].sort().join(' '))[0] % 5000)

function tellBody(frame: Frame, look: Look): string {
  const { header, length, tcp, icmp, family } = frame
  if (icmp) {
    const name = family === 4 ? 'ICMP echo' : 'ICMP6, echo'
    return `${name} ${icmp.isReply ? 'reply' : 'request'}, id ${icmp.id}, seq ${icmp.sequence}, length ${length}`
  }
  if (tcp) return tellTcp(frame, tcp, look)
  if (header.protocol === 17) return `UDP, length ${length}`
  return `ip-proto-${header.protocol} ${length}`
}

function tellTcp(
  { length, at }: Frame,
  tcp: NonNullable<Frame['tcp']>,
  { isQuiet, withAbsolute, isVerbose }: Look,
): string {
  if (isQuiet) return `tcp ${length}`
  const { flags, sequence, acknowledgement, first, window, mss = 8961 } = tcp
  const isSyn = flags.includes('S')
  const base = withAbsolute && !isSyn ? first : 0
  const numbers = isSyn || length || flags.includes('F') || flags.startsWith('R')
  const from = flags.startsWith('R') ? 0 : sequence + base
  const range = length ? `${from}:${from + length}` : String(from)
  const stamp = (Math.floor(at) + first) % 4_294_967_296
  const options = flags.startsWith('R')
    ? ''
    : isSyn
      ? `, options [mss ${mss},sackOK,TS val ${stamp} ecr ${flags === 'S' ? 0 : stamp},nop,wscale 7]`
      : `, options [nop,nop,TS val ${stamp} ecr ${stamp}]`
  const parts = [
    `Flags [${flags}]`,
    isVerbose &&
      `cksum 0x${(scramble(`${first} ${sequence}`)[0] % 65_536).toString(16).padStart(4, '0')} (correct)`,
    numbers && `seq ${range}`,
    acknowledgement !== undefined && `ack ${acknowledgement + base}`,
    `win ${window}${options}`,
    `length ${length}`,
  ].filter(Boolean)
  return parts.join(', ')
}
