import type { Question } from '../network/question.ts'
import { UsageError } from './command.ts'

// A question about a packet, as options or as a line of JSON. Programs spell its members in many ways.

const spellings: Readonly<Record<string, readonly string[]>> = {
  from: ['from', 'source', 'src'],
  fromip: ['fromip', 'sourceip', 'srcip', 'sourceaddress', 'srcaddress'],
  to: ['to', 'destination', 'dst', 'toip', 'destinationip', 'dstip'],
  proto: ['proto', 'protocol', 'ipprotocol'],
  srcport: ['srcport', 'sourceport', 'fromport'],
  port: ['port', 'dstport', 'destinationport', 'toport'],
  icmptype: ['icmptype', 'type'],
  icmpcode: ['icmpcode', 'code'],
}

const nameOf = new Map(
  Object.entries(spellings).flatMap(([name, all]) => all.map((one) => [one, name] as const)),
)

/** Reads a question's members; numbers may be texts. */
export function readQuestion(given: unknown): Question {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new UsageError(
      'a question is a JSON object, such as {"from": "i-…", "to": "10.0.0.5", "proto": "tcp", "port": 443}',
    )
  }
  const told = new Map<string, unknown>()
  for (const [key, value] of Object.entries(given)) {
    const name = nameOf.get(key.replace(/[_\-\s]/g, '').toLowerCase())
    if (name !== undefined && value !== null && value !== undefined && value !== '') told.set(name, value)
  }
  const word = (name: string, called: string): string => {
    const value = told.get(name)
    if (typeof value === 'string' || typeof value === 'number') return String(value)
    throw new UsageError(`--${called} is missing`)
  }
  const number = (name: string, called: string, most: number): number | undefined => {
    const value = told.get(name)
    if (value === undefined) return undefined
    if (/^\d{1,9}$/.test(String(value)) && Number(value) <= most) return Number(value)
    throw new UsageError(`--${called} is ${JSON.stringify(value)}, and has to be a number from 0 to ${most}`)
  }
  const sourcePort = number('srcport', 'src-port', 65_535)
  const port = number('port', 'port', 65_535)
  const icmpType = number('icmptype', 'icmp-type', 255)
  const icmpCode = number('icmpcode', 'icmp-code', 255)
  return {
    from: word('from', 'from'),
    to: word('to', 'to'),
    protocol: word('proto', 'proto'),
    ...(told.has('fromip') && { fromIp: word('fromip', 'from-ip') }),
    ...(sourcePort !== undefined && { sourcePort }),
    ...(port !== undefined && { port }),
    ...(icmpType !== undefined && { icmpType }),
    ...(icmpCode !== undefined && { icmpCode }),
  }
}
