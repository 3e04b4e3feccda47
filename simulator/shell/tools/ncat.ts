import { formatAddress } from '../../kernel/address.ts'
import type { HttpAsked } from '../../network/observing/observed.ts'
import { certificateOf } from '../../network/session/certificates.ts'
import { failureWords } from '../connect-errors.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { open, type Wanted } from './http/visit.ts'
import { Output } from './output.ts'
import type { Heard } from './talk.ts'
import { talk } from './talk.ts'
import { fingerprint } from './tls/fingerprint.ts'

/** Nmap's netcat, which Amazon Linux has as `nc`, too. */
export const ncat: Tool = {
  name: 'ncat',
  summary: "Opens connections, with TLS too: 'ncat -vz HOST PORT', 'ncat --ssl HOST 443'.",
  run: (args, context) => run(args, context),
}

const quit = (text: string): ToolResult => ({ stdout: '', stderr: `Ncat: ${text} QUITTING.\n`, exitCode: 2 })

const help = `Ncat 7.95 ( https://nmap.org/ncat )
Usage: ncat [options] [hostname] [port]

  -4, -6                     one version of IP alone
  -u, --udp                  UDP
  -v, --verbose              tell what happens
  -z                         connect and say nothing
  -w, --wait <time>          give up connecting after
  -i, --idle-timeout <time>  give up after so much silence
  -n, --nodns                no names
  -p, --source-port <port>   the own port
      --ssl                  speak TLS; --ssl-verify checks the certificate
  -l, --listen               not simulated: 'serve' does that
  -h, --help                 this help
`

const flags = new Set([
  '-4',
  '-6',
  '-u',
  '--udp',
  '-v',
  '--verbose',
  '-z',
  '-n',
  '--nodns',
  '--ssl',
  '--ssl-verify',
  '-l',
  '--listen',
  '-C',
  '--crlf',
  '-k',
  '--keep-open',
  '--no-shutdown',
  '-N',
  '--send-only',
  '--recv-only',
  '-vv',
  '-t',
  '--telnet',
])
const valued = new Set([
  '-w',
  '--wait',
  '-i',
  '--idle-timeout',
  '-p',
  '--source-port',
  '-s',
  '--source',
  '-q',
  '-d',
  '--delay',
  '--ssl-servername',
])

async function run(args: readonly string[], context: ToolContext): Promise<ToolResult> {
  const words: string[] = []
  const given = new Map<string, string>()
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    if (arg === '-h' || arg === '--help') return { stdout: help, stderr: '', exitCode: 0 }
    if (arg === '--version')
      return { stdout: '', stderr: 'Ncat: Version 7.95 ( https://nmap.org/ncat )\n', exitCode: 0 }
    const [long = '', attached] = arg.split(/=(.*)/s)
    if (!arg.startsWith('-') || arg === '-') words.push(arg)
    else if (arg.startsWith('--')) {
      if (valued.has(long)) given.set(long, attached ?? args[++i] ?? '')
      else if (flags.has(long)) given.set(long, '')
      else return unknown(`unrecognized option '${arg}'`)
    } else {
      for (let at = 1; at < arg.length; at++) {
        const name = `-${arg[at]}`
        if (valued.has(name)) {
          given.set(name, arg.slice(at + 1) || (args[++i] ?? ''))
          break
        }
        if (!flags.has(name)) return unknown(`invalid option -- '${arg[at]}'`)
        given.set(name, '')
      }
    }
  }
  const has = (...names: readonly string[]) => names.some((name) => given.has(name))
  const valueFor = (...names: readonly string[]) =>
    names.map((name) => given.get(name)).find((one) => one !== undefined)
  if (has('-l', '--listen'))
    return quit("Listening is not simulated; 'serve --port PORT' lets a server listen here.")
  const [host, portText = '31337'] = words
  if (host === undefined) return quit('You must specify a host to connect to.')
  const isVerbose = has('-v', '--verbose', '-vv')
  const banner = isVerbose ? 'Ncat: Version 7.95 ( https://nmap.org/ncat )\n' : ''
  if (!/^\d+$/.test(portText) || Number(portText) > 65_535) {
    const refused = quit(`Invalid port number "${portText}".`)
    return { ...refused, stderr: banner + refused.stderr }
  }
  const wait = readTime(valueFor('-w', '--wait'))
  const isUdp = has('-u', '--udp')
  const isTls = has('--ssl', '--ssl-verify')
  const { machine, stdin } = context
  const wanted: Wanted = {
    isTls,
    host: valueFor('--ssl-servername') ?? host,
    port: Number(portText),
    connectHost: host,
    connectTimeout: wait ?? 10,
    ...(has('-4') && { family: 4 as const }),
    ...(has('-6') && { family: 6 as const }),
  }
  const output = new Output(context)
  output.error(banner)
  const started = machine.fabric.now
  const opened = isUdp ? openUdp(context, host, wanted) : open(machine, wanted)
  const { connection, times, remote } = opened
  const finish = (exitCode: number, sent = 0, received = 0, requests: readonly HttpAsked[] = []) => {
    if (remote === undefined) {
      machine.advance(times.total)
      machine.observeConnection(connection, { patience: times.total - times.lookup })
      return output.result(exitCode)
    }
    machine.observeConnection(connection, { sent, received, ending: 'closed', requests })
    machine.advance(times.total)
    return output.result(exitCode)
  }
  if (connection.outcome === 'no-such-name' || connection.outcome === 'no-dns-answer') {
    output.error(
      `Ncat: Could not resolve hostname "${host}": ${failureWords[connection.outcome]}. QUITTING.\n`,
    )
    return finish(2)
  }
  if (remote === undefined) {
    if (isVerbose || !has('-z')) {
      const { outcome } = connection
      const why = outcome === 'timeout' || outcome === 'connected' ? 'TIMEOUT' : failureWords[outcome]
      output.error(`Ncat: ${why}.\n`)
    }
    return finish(1)
  }
  if (isTls && opened.handshake) {
    const { handshake } = opened
    if (handshake.kind === 'not-tls' || handshake.kind === 'reset') {
      output.error(`Ncat: ${handshake.kind === 'reset' ? 'Input/output error' : 'Input/output error'}.\n`)
      return finish(1)
    }
    if (has('--ssl-verify') && handshake.kind !== 'secure') {
      output.error('Ncat: Certificate verification error. QUITTING.\n')
      return finish(2)
    }
    const certificate = opened.peer && certificateOf(machine.fabric, opened.peer, wanted.host)
    if (isVerbose) {
      output.error(`Ncat: SSL connection to ${remote}:${portText}.\n`)
      output.error(`Ncat: SHA-1 fingerprint: ${fingerprint(certificate?.names ?? [host])}\n`)
    }
  } else if (isVerbose) output.error(`Ncat: Connected to ${remote}:${portText}.\n`)
  let heard: Heard = { bytes: new Uint8Array(), ending: 'closed' }
  if (!has('-z')) heard = await talk(machine, opened, { ...wanted, isTls }, stdin)
  output.out(heard.bytes)
  const idle = readTime(valueFor('-i', '--idle-timeout'))
  const silence = heard.ending === 'waiting' ? (idle ?? 0) : 0
  const isUdpScan = isUdp && has('-z')
  const echoes = isUdpScan && opened.peer?.kind === 'server' && opened.peer.listener.Kind === 'echo'
  // What it sends to see whether anybody is there is one byte of zeros.
  if (echoes) output.out('\0')
  if (isUdpScan && isVerbose) output.error('Ncat: UDP packet sent successfully\n')
  const sent = has('-z') ? (isUdp ? 1 : 0) : stdin.length
  const received = echoes ? 1 : heard.bytes.length
  const result = finish(0, sent, received, heard.requests)
  machine.advance(silence + (isUdpScan ? 2 : 0))
  if (!isVerbose) return result
  const seconds = ((machine.fabric.now - started) / 1000).toFixed(2)
  output.error(`Ncat: ${sent} bytes sent, ${received} bytes received in ${seconds} seconds.\n`)
  return output.result(0)
}

function unknown(said: string): ToolResult {
  const more = "Try `--help' or man(1) ncat for more information, usage options and help."
  return { stdout: '', stderr: `ncat: ${said}\nNcat: ${more} QUITTING.\n`, exitCode: 2 }
}

/** `500ms`, `2s`, `1m`; seconds where nothing is said. */
function readTime(text: string | undefined): number | undefined {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text ?? '') ?? []
  return number === undefined ? undefined : Number(number) * { ms: 0.001, s: 1, m: 60, h: 3600 }[unit as 's']
}

function openUdp({ machine }: ToolContext, host: string, { port, family }: Wanted) {
  const connection = machine.connect({ host, port, protocol: 'udp', ...(family !== undefined && { family }) })
  const attempt = connection.attempts.find(({ outcome }) => outcome === 'connected' || outcome === 'timeout')
  const lookup =
    connection.lookups.reduce((sum, answer) => Math.max(sum, machine.lookupTime(answer)), 0) / 1000
  return {
    connection,
    times: { lookup, connect: lookup, secure: 0, first: 0, total: lookup },
    ...(attempt && { attempt, remote: formatAddress(attempt.address) }),
    ...(connection.peer && { peer: connection.peer }),
    handshake: undefined,
  }
}
