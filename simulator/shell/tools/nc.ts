import { type Address, formatAddress } from '../../kernel/address.ts'
import type { Attempt, Connection } from '../../network/session/connect.ts'
import { connectErrors } from '../connect-errors.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { connectPatience } from '../machine.ts'
import { getopt } from './getopt.ts'
import { isLiteral, type Opened } from './http/visit.ts'
import { Output } from './output.ts'
import { serviceName, servicePort } from './service-names.ts'
import { talk } from './talk.ts'

/** As OpenBSD's netcat does, which Debian and Ubuntu have. */
export const nc: Tool = {
  name: 'nc',
  summary:
    "Opens connections: 'nc -vz HOST PORT' tries one, 'nc HOST PORT' sends what is piped in; -u is UDP.",
  run: (args, context) => netcat(args, context),
}

const usage = `usage: nc [-46CDdFhklNnrStUuvZz] [-I length] [-i interval] [-M ttl]
	  [-m minttl] [-O length] [-P proxy_username] [-p source_port]
	  [-q seconds] [-s sourceaddr] [-T keyword] [-V rtable] [-W recvlimit]
	  [-w timeout] [-X proxy_protocol] [-x proxy_address[:port]]
	  [destination] [port]
`

const letters = '46CDdFhI:i:klM:m:NnO:P:p:q:rSs:T:tUuV:vW:w:X:x:z'

async function netcat(args: readonly string[], context: ToolContext): Promise<ToolResult> {
  const { options: given, operands: words, problem } = getopt(args, { short: letters })
  const fail = (text: string, exitCode = 1): ToolResult => ({ stdout: '', stderr: text, exitCode })
  if (problem) return fail(usage)
  const options = new Map(given.map(({ name, value }) => [name, value]))
  if (options.has('h')) return fail(`OpenBSD netcat\n${usage}`, 0)
  const wait = options.get('w')
  if (wait !== undefined && !/^\d+$/.test(wait)) return fail(`nc: timeout invalid: ${wait}\n`)
  if (options.has('l')) {
    return fail(
      `nc: listening is not simulated; 'serve --port ${words.at(-1) ?? 'PORT'}' lets a server listen here\n`,
    )
  }
  if (options.has('U')) return fail(`nc: ${words[0] ?? ''}: No such file or directory\n`)
  if (options.has('x')) return fail('nc: proxies are not simulated\n')
  const [host, ...ports] = words
  if (host === undefined) return fail(usage)
  if (!ports.length) return fail('nc: missing port number\n')
  const protocol = options.has('u') ? 'udp' : 'tcp'
  const numbers: number[] = []
  for (const text of ports) {
    const [, from = '', to = from] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? []
    const named = from === '' ? servicePort(text, protocol) : undefined
    if (from === '' && named === undefined) return fail(`nc: port number invalid: ${text}\n`)
    if (Number(to) > 65_535) return fail(`nc: port number too large: ${to}\n`)
    if (from !== '' && Number(from) < 1) return fail(`nc: port number too small: ${from}\n`)
    for (let port = named ?? Number(from); port <= (named ?? Number(to)); port++) numbers.push(port)
  }
  return new Netcat(host, options, protocol, wait === undefined ? undefined : Number(wait), context).run(
    numbers,
  )
}

class Netcat {
  readonly #output: Output
  readonly #host: string
  readonly #options: ReadonlyMap<string, string>
  readonly #protocol: 'tcp' | 'udp'
  readonly #wait: number | undefined
  readonly #context: ToolContext

  constructor(
    host: string,
    options: ReadonlyMap<string, string>,
    protocol: 'tcp' | 'udp',
    wait: number | undefined,
    context: ToolContext,
  ) {
    this.#host = host
    this.#options = options
    this.#protocol = protocol
    this.#wait = wait
    this.#context = context
    this.#output = new Output(context)
  }

  async run(ports: readonly number[]): Promise<ToolResult> {
    const isScan = this.#options.has('z')
    let exitCode = 1
    for (const port of ports) {
      if (this.#options.has('n') && !isLiteral(this.#host)) {
        this.#output.error(
          `nc: getaddrinfo for host "${this.#host}" port ${port}: Name or service not known\n`,
        )
        break
      }
      const connected = this.#connect(port)
      if (connected === 'unknown') break
      if (!connected) continue
      exitCode = 0
      if (isScan) continue
      await this.#exchange(connected, port)
      break
    }
    return this.#output.result(exitCode)
  }

  #connect(port: number): Connection | 'unknown' | undefined {
    const { machine } = this.#context
    const family = this.#options.has('6') ? 6 : this.#options.has('4') ? 4 : undefined
    const sourcePort = Number(this.#options.get('p') ?? Number.NaN)
    const connection = machine.connect(
      {
        host: this.#host,
        port,
        protocol: this.#protocol,
        ...(family !== undefined && { family }),
        ...(sourcePort > 0 && { sourcePort }),
      },
      this.#wait,
    )
    const { outcome, attempts } = connection
    if (outcome === 'no-such-name' || outcome === 'no-dns-answer') {
      machine.observeFailure(connection)
      this.#output.error(
        `nc: getaddrinfo for host "${this.#host}" port ${port}: ${this.#whyUnknown(connection, family)}\n`,
      )
      return 'unknown'
    }
    const isUdp = this.#protocol === 'udp'
    // Whoever is killed while it waits has not heard yet what came of it.
    const { secondsLeft = Number.POSITIVE_INFINITY } = machine
    if (outcome !== 'connected' && !isUdp && machine.secondsFor(connection, this.#wait) >= secondsLeft)
      machine.observeFailure(connection, this.#wait)
    for (const attempt of attempts) {
      // Nobody says that a datagram was lost.
      if (attempt.outcome === 'connected' || (isUdp && attempt.outcome === 'timeout')) {
        if (this.#options.has('v') || this.#options.has('z')) this.#tellSuccess(attempt.address, port)
        if (this.#options.has('z')) machine.observeConnection(connection)
        machine.advance(machine.secondsFor({ ...connection, attempts: [attempt] }, 0))
        return connection
      }
      if (this.#options.has('v') && !isUdp) this.#tellFailure(attempt, port)
    }
    machine.observeFailure(connection, this.#wait)
    return undefined
  }

  #whyUnknown({ outcome, lookups }: Connection, family: 4 | 6 | undefined): string {
    if (outcome === 'no-dns-answer') return 'Temporary failure in name resolution'
    const exists = lookups.some(({ status }) => status === 'NOERROR') || (family === 6 && this.#hasIpv4())
    return exists ? 'No address associated with hostname' : 'Name or service not known'
  }

  #hasIpv4(): boolean {
    return this.#context.machine.findAddresses({ host: this.#host, family: 4 }).addresses.length > 0
  }

  #place(address: Address): string {
    return isLiteral(this.#host) ? this.#host : `${this.#host} (${formatAddress(address)})`
  }

  #tellSuccess(address: Address, port: number): void {
    const name = this.#options.has('n') ? undefined : serviceName(port, this.#protocol)
    this.#output.error(
      `Connection to ${this.#place(address)} ${port} port [${this.#protocol}/${name ?? '*'}] succeeded!\n`,
    )
  }

  #tellFailure({ address, outcome }: Attempt, port: number): void {
    const what = `nc: connect to ${this.#place(address)} port ${port} (${this.#protocol})`
    if (outcome === 'timeout' && this.#wait !== undefined && this.#wait < connectPatience) {
      this.#output.error(`${what} timed out: Operation now in progress\n`)
      return
    }
    if (outcome !== 'connected') this.#output.error(`${what} failed: ${connectErrors[outcome].text}\n`)
  }

  async #exchange(connection: Connection, port: number): Promise<void> {
    const { machine, stdin } = this.#context
    const attempt = connection.attempts.find(({ outcome }) => outcome === 'connected')
    if (!attempt || !connection.peer) {
      machine.observeConnection(connection, { sent: stdin.length })
      return
    }
    const opened: Opened = {
      connection,
      peer: connection.peer,
      attempt,
      remote: formatAddress(attempt.address),
      times: { lookup: 0, connect: 0, secure: 0, first: 0, total: 0 },
    }
    const wanted = {
      isTls: false,
      host: this.#host,
      port,
      ...(this.#wait !== undefined && { maxTime: this.#wait }),
    }
    const { bytes, ending, requests = [] } = await talk(machine, opened, wanted, stdin)
    this.#output.out(bytes)
    // Without a limit it would wait for ever; with one it gives up after so many seconds of silence.
    const silence = ending === 'waiting' ? (this.#wait ?? Number(this.#options.get('q') ?? 0)) : 0
    machine.observeConnection(connection, {
      sent: stdin.length,
      received: bytes.length,
      seconds: opened.times.total,
      ending: ending === 'reset' ? 'reset' : 'closed',
      requests,
    })
    machine.advance(Math.min(opened.times.total, 7200) + silence)
  }
}
