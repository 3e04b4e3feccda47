import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { answerOf, isFor, reachDatabase } from './database.ts'
import { describeProblem, getopt } from './getopt.ts'

// As MariaDB's client 10 does it, which Amazon Linux and Debian call mysql; as far as "connected".

export const mysql: Tool = {
  name: 'mysql',
  summary: "Connects to MySQL: mysql -h HOST -u USER -pPASSWORD -e 'select 1'.",
  run,
}

const help = `Usage: mysql [OPTIONS] [database]

  -h, --host=name         the server
  -P, --port=#            its port, 3306 unless it is said
  -u, --user=name         the user
  -p, --password[=name]   the password; asked for where only -p stands there
  -e, --execute=name      run one command and end; only the plainest are simulated
  --connect-timeout=#     seconds to wait for a connection
  --ssl, --ssl-verify-server-cert
  -V, --version, -?, --help
`

const long = {
  host: 'h:',
  port: 'P:',
  user: 'u:',
  password: 'password',
  execute: 'e:',
  database: 'D:',
  'connect-timeout': 'connect-timeout:',
  ssl: 'ssl',
  'ssl-verify-server-cert': 'verify',
  'ssl-mode': 'ssl-mode:',
  'ssl-ca': 'ssl-ca:',
  batch: 'B',
  'skip-column-names': 'N',
  silent: 's',
  protocol: 'protocol:',
  version: 'V',
  help: 'help',
}

const problem = (stderr: string, exitCode = 1): ToolResult => ({ stdout: '', stderr, exitCode })

/** An optional argument, which only stands right behind the letter: `-pSECRET`, `--password=SECRET`. */
function takePassword(args: readonly string[]): {
  readonly rest: string[]
  readonly password?: string
  readonly asks: boolean
} {
  let password: string | undefined
  let asks = false
  const rest = args.filter((arg) => {
    const value =
      /^-p(.*)$/s.exec(arg)?.[1] ??
      /^--password(?:=(.*))?$/s.exec(arg)?.[1] ??
      (arg === '--password' ? '' : undefined)
    if (value === undefined) return true
    if (value === '') asks = true
    else password = value
    return false
  })
  return { rest, asks, ...(password !== undefined && { password }) }
}

async function run(args: readonly string[], context: ToolContext): Promise<ToolResult> {
  const { rest, asks, password: given } = takePassword(args)
  const { options, operands, problem: wrong } = getopt(rest, { short: 'h:P:u:e:D:BNsVAC?tvE', long })
  if (wrong) {
    const said =
      wrong.kind === 'unrecognised'
        ? `unknown option '${wrong.option}'`
        : wrong.kind === 'invalid'
          ? `unknown option '-${wrong.letter}'`
          : describeProblem(wrong)
    return problem(`mysql: ${said}\n`, 2)
  }
  const by = new Map(options.map(({ name, value }) => [name, value]))
  if (by.has('help') || by.has('?')) return { stdout: help, stderr: '', exitCode: 0 }
  if (by.has('V'))
    return {
      stdout:
        'mysql  Ver 15.1 Distrib 10.11.18-MariaDB, for debian-linux-gnu (x86_64) using  EditLine wrapper\n',
      stderr: '',
      exitCode: 0,
    }
  const host = by.get('h') ?? context.env['MYSQL_HOST']
  if (host === undefined || host === 'localhost') {
    return problem(
      "ERROR 2002 (HY000): Can't connect to local server through socket '/run/mysqld/mysqld.sock' (2)\n",
    )
  }
  const port = Number(by.get('P') ?? context.env['MYSQL_TCP_PORT'] ?? 3306)
  const patience = by.get('connect-timeout')
  const reached = reachDatabase(context, {
    host,
    port,
    speech: 'mysql',
    ...(patience !== undefined && { patience: Number(patience) }),
  })
  if (reached.kind === 'failed') return problem(`${failureText(reached.outcome, host)}\n`)
  if (reached.kind === 'stranger') {
    // MySQL's server speaks first. Who waits for the client to speak leaves it waiting.
    context.machine.advance(Number(patience ?? 10))
    return problem(
      "ERROR 2013 (HY000): Lost connection to server at 'handshake: reading initial communication packet', system error: 110\n",
    )
  }
  const { database, own } = reached
  const mode = by.get('ssl-mode')?.toUpperCase()
  const wantsTls =
    by.has('ssl') || by.has('verify') || (mode !== undefined && mode !== 'DISABLED' && mode !== 'PREFERRED')
  if (wantsTls && !database.certificate) {
    return problem('ERROR 2026 (HY000): TLS/SSL error: SSL is required, but the server does not support it\n')
  }
  if ((by.has('verify') || mode === 'VERIFY_IDENTITY') && database.certificate) {
    const isKnown = database.certificate.issuer === 'trusted' || by.has('ssl-ca')
    if (!isKnown)
      return problem('ERROR 2026 (HY000): TLS/SSL error: unable to get local issuer certificate\n')
    if (!isFor(database.certificate, host))
      return problem('ERROR 2026 (HY000): TLS/SSL error: Validation of SSL server certificate failed\n')
  }
  const user = by.get('u') ?? context.user
  const password =
    given ?? (asks ? await context.readLine?.('Enter password: ', { isSilent: true }) : undefined)
  const { managed } = database
  if (managed && (user !== managed.user || !password)) {
    return problem(
      `ERROR 1045 (28000): Access denied for user '${user}'@'${own}' (using password: ${password ? 'YES' : 'NO'})\n`,
    )
  }
  const name = by.get('D') ?? operands[0]
  if (managed && name !== undefined && name !== managed.name && name !== 'mysql') {
    return problem(`ERROR 1049 (42000): Unknown database '${name}'\n`)
  }
  return query(by, { user, own, context })
}

function failureText(outcome: string, host: string): string {
  switch (outcome) {
    case 'no-such-name':
      return `ERROR 2005 (HY000): Unknown server host '${host}' (-2)`
    case 'no-dns-answer':
      return `ERROR 2005 (HY000): Unknown server host '${host}' (-3)`
    case 'timeout':
      return `ERROR 2002 (HY000): Can't connect to server on '${host}' (110)`
    case 'unreachable':
      return `ERROR 2002 (HY000): Can't connect to server on '${host}' (101)`
    default:
      return `ERROR 2002 (HY000): Can't connect to server on '${host}' (115)`
  }
}

interface Asked {
  readonly user: string
  readonly own: string
  readonly context: ToolContext
}

function query(by: ReadonlyMap<string, string>, { user, own, context }: Asked): ToolResult {
  const command = by.get('e')
  if (command === undefined)
    return problem('mysql: connected; a session of its own is not simulated, try -e\n')
  const answer = answerOf(command, {
    'version()': '8.0.40',
    '@@version': '8.0.40',
    'user()': `${user}@${own}`,
    'current_user()': `${user}@%`,
    'now()': new Date(context.machine.fabric.now).toISOString().slice(0, 19).replace('T', ' '),
  })
  if (!answer)
    return problem(
      'mysql: connected; no tables are simulated, so there is nothing to ask but the plainest: select 1\n',
    )
  const what = /^\s*select\s+(.+?)(?:\s+as\s+\w+)?\s*;?\s*$/i.exec(command)?.[1] ?? ''
  const column = answer.column && /\sas\s/i.test(command) ? answer.column : what.replace(/^'|'$/g, '')
  if (!context.terminal || by.has('B')) {
    return { stdout: `${by.has('N') ? '' : `${column}\n`}${answer.value}\n`, stderr: '', exitCode: 0 }
  }
  const width = Math.max(column.length, answer.value.length)
  const rule = `+${'-'.repeat(width + 2)}+`
  const value = answer.isNumber ? answer.value.padStart(width) : answer.value.padEnd(width)
  return {
    stdout: `${[rule, `| ${column.padEnd(width)} |`, rule, `| ${value} |`, rule].join('\n')}\n`,
    stderr: '',
    exitCode: 0,
  }
}
