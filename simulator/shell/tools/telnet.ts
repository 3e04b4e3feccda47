import { formatAddress } from '../../kernel/address.ts'
import { connectErrors, failureWords } from '../connect-errors.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { getopt } from './getopt.ts'
import type { Opened } from './http/visit.ts'
import { Output } from './output.ts'
import { servicePort } from './service-names.ts'
import { talk } from './talk.ts'

/** As the one of GNU inetutils does. */
export const telnet: Tool = {
  name: 'telnet',
  summary: "Opens a connection and shows what comes: 'telnet HOST PORT'.",
  run: (args, context) => run(args, context),
}

const hint = "Try 'telnet --help' or 'telnet --usage' for more information.\n"

const help = `Usage: telnet [OPTION...] [HOST [PORT]]
Opens a connection to a host, sends what is piped in and shows what comes back.

  -4, --ipv4     IPv4 alone
  -6, --ipv6     IPv6 alone
  -?, --help     this help
  -V, --version  the version
`

async function run(args: readonly string[], context: ToolContext): Promise<ToolResult> {
  const { options, operands, problem } = getopt(args, {
    short: '468aAcdEe:fFkKl:n:rX:?V',
    long: { help: '?', version: 'V', ipv4: '4', ipv6: '6', user: 'l:', debug: 'd' },
  })
  if (problem) {
    const said =
      'letter' in problem
        ? `invalid option -- '${problem.letter}'`
        : `unrecognized option '${problem.option}'`
    return { stdout: '', stderr: `telnet: ${said}\n${hint}`, exitCode: 64 }
  }
  const has = (name: string) => options.some((option) => option.name === name)
  if (has('?')) return { stdout: help, stderr: '', exitCode: 0 }
  if (has('V')) return { stdout: 'telnet (GNU inetutils) 2.6\n', stderr: '', exitCode: 0 }
  const [host, service = 'telnet'] = operands
  if (host === undefined) {
    return {
      stdout: '',
      stderr: 'telnet: the prompt of its own is not simulated: say the host behind the command\n',
      exitCode: 1,
    }
  }
  const port = /^\d+$/.test(service) ? Number(service) : servicePort(service, 'tcp')
  const output = new Output(context)
  const { machine, stdin } = context
  if (port === undefined) {
    output.error(`Server lookup failure:  ${host}:${service}, Servname not supported for ai_socktype\n`)
    return output.result(1)
  }
  const connection = machine.connect({
    host,
    port,
    ...(has('4') && { family: 4 as const }),
    ...(has('6') && { family: 6 as const }),
  })
  const { outcome, attempts, peer } = connection
  if (outcome === 'no-such-name' || outcome === 'no-dns-answer') {
    output.error(`Server lookup failure:  ${host}:${service}, ${failureWords[outcome]}\n`)
    machine.observeFailure(connection)
    return output.result(1)
  }
  for (const [i, attempt] of attempts.entries()) {
    output.out(`Trying ${formatAddress(attempt.address)}...\n`)
    if (attempt.outcome === 'connected') break
    // Whoever is killed while it waits has not heard yet what came of it.
    if (machine.secondsFor(connection) >= (machine.secondsLeft ?? Number.POSITIVE_INFINITY))
      machine.observeFailure(connection)
    const why = connectErrors[attempt.outcome].text
    const isLast = i === attempts.length - 1
    output.error(
      isLast ? `telnet: Unable to connect to remote host: ${why}\n` : `Connection failed: ${why}\n`,
    )
  }
  const attempt = attempts.find((one) => one.outcome === 'connected')
  if (!attempt || !peer) {
    machine.observeFailure(connection)
    return output.result(1)
  }
  machine.advance(machine.secondsFor(connection))
  output.out(`Connected to ${host}.\nEscape character is '^]'.\n`)
  const opened: Opened = {
    connection,
    peer,
    attempt,
    remote: formatAddress(attempt.address),
    times: { lookup: 0, connect: 0, secure: 0, first: 0, total: 0 },
  }
  const { bytes, requests = [] } = await talk(machine, opened, { isTls: false, host, port }, stdin)
  output.out(bytes)
  output.out('Connection closed by foreign host.\n')
  machine.observeConnection(connection, {
    sent: stdin.length,
    received: bytes.length,
    ending: 'closed',
    requests,
  })
  machine.advance(Math.min(opened.times.total, 7200))
  return output.result(0)
}
