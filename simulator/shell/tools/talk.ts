import type { HttpAsked } from '../../network/observing/observed.ts'
import type { Machine } from '../machine.ts'
import { headerText } from './curl/write-out.ts'
import type { Opened, Wanted } from './http/visit.ts'
import { ask, requestsOf } from './http/visit.ts'
import { concatenated } from './output.ts'

// What comes back over an open connection to whoever sends bytes by hand: `nc`, `telnet`, `openssl s_client`.

export interface Heard {
  readonly bytes: Uint8Array
  /** How the other end left: it closed, it broke off, or it still waits. */
  readonly ending: 'closed' | 'reset' | 'waiting'
  /** The requests that were spoken by hand. */
  readonly requests?: readonly HttpAsked[]
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const nothing = new Uint8Array()

export async function talk(
  machine: Machine,
  opened: Opened,
  wanted: Wanted,
  sent: Uint8Array,
): Promise<Heard> {
  const { peer } = opened
  if (!peer) return { bytes: nothing, ending: 'waiting' }
  if (peer.kind === 'server') {
    const { Kind = 'http', Body, Protocol } = peer.listener
    if (Kind === 'echo') return { bytes: sent, ending: Protocol === 'udp' ? 'waiting' : 'closed' }
    if (Kind === 'ssh') {
      const answer = sent.length ? 'Invalid SSH identification string.\r\n' : ''
      return { bytes: encode(`SSH-2.0-OpenSSH_8.7\r\n${answer}`), ending: sent.length ? 'closed' : 'waiting' }
    }
    if (Kind === 'tcp') return { bytes: encode(Body === undefined ? '' : withEnd(Body)), ending: 'closed' }
    if (Kind === 'redis') return ofRedis(sent)
    if (Kind === 'dns' || Kind === 'postgres' || Kind === 'mysql') {
      return { bytes: nothing, ending: sent.length ? 'closed' : 'waiting' }
    }
  }
  if (peer.kind === 'database') return { bytes: nothing, ending: sent.length ? 'closed' : 'waiting' }
  return speakHttp(machine, opened, wanted, sent)
}

const withEnd = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`)

function ofRedis(sent: Uint8Array): Heard {
  const lines = new TextDecoder().decode(sent).split(/\r?\n/).filter(Boolean)
  const answers = lines.map((line) => {
    if (/^ping$/i.test(line)) return '+PONG\r\n'
    if (/^quit$/i.test(line)) return '+OK\r\n'
    return `-ERR unknown command '${line.split(' ')[0]}'\r\n`
  })
  return {
    bytes: encode(answers.join('')),
    ending: lines.some((line) => /^quit$/i.test(line)) ? 'closed' : 'waiting',
  }
}

/** Requests written by hand, one after the other. */
async function speakHttp(machine: Machine, opened: Opened, wanted: Wanted, sent: Uint8Array): Promise<Heard> {
  const answers: Uint8Array[] = []
  const requests: HttpAsked[] = []
  let rest = new TextDecoder().decode(sent)
  if (!rest) return { bytes: nothing, ending: 'waiting', requests }
  for (;;) {
    const end = /\r?\n\r?\n/.exec(rest)
    if (!end) break
    const head = rest.slice(0, end.index).split(/\r?\n/)
    const after = rest.slice(end.index + end[0].length)
    const [, method = '', path = '', version = ''] =
      /^(\S+) (\S+)(?: HTTP\/(\d\.\d))?$/.exec(head[0] ?? '') ?? []
    const headers = head.slice(1).map((line) => line.split(/:\s*(.*)/s).slice(0, 2) as [string, string])
    const valueFor = (name: string) => headers.find(([one]) => one.toLowerCase() === name)?.[1]
    const length = Number(valueFor('content-length') ?? 0)
    rest = after.slice(length)
    if (!method || (version === '1.1' && valueFor('host') === undefined)) {
      answers.push(encode('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'))
      return { bytes: concatenated(answers), ending: 'closed', requests }
    }
    const body = encode(after.slice(0, length))
    const answer = await ask(machine, opened, wanted, { method, path, headers, body })
    requests.push(...requestsOf(answer, wanted, { method, path, headers }))
    if (answer.kind === 'late') return { bytes: concatenated(answers), ending: 'waiting', requests }
    if (answer.kind === 'reset') return { bytes: concatenated(answers), ending: 'reset', requests }
    if (answer.kind === 'closed') return { bytes: concatenated(answers), ending: 'closed', requests }
    if (answer.kind === 'garbage')
      return { bytes: concatenated([...answers, answer.body]), ending: 'closed', requests }
    answers.push(encode(headerText(answer)), answer.body)
    if (version !== '1.1' || valueFor('connection')?.toLowerCase() === 'close') {
      return { bytes: concatenated(answers), ending: 'closed', requests }
    }
  }
  if (!answers.length && /^[^\n]*\n/.test(rest) && !/^(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH) /.test(rest)) {
    answers.push(encode('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'))
    return { bytes: concatenated(answers), ending: 'closed', requests }
  }
  return { bytes: concatenated(answers), ending: 'waiting', requests }
}
