import { parseAddress } from '../../kernel/address.ts'
import { connectErrors } from '../connect-errors.ts'
import { resolve } from '../files.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { answerOf, isFor, type Reached, reachDatabase } from './database.ts'
import { describeProblem, getopt } from './getopt.ts'

// As psql 15 does it, as far as "connected".

export const psql: Tool = {
  name: 'psql',
  summary: "Connects to PostgreSQL: psql -h HOST -U USER -d DATABASE -c 'select 1'.",
  run,
}

const help = `psql connects to a PostgreSQL server.

Usage:
  psql [OPTION]... [DBNAME [USERNAME]]

  -c, --command=COMMAND    run one command and end; only the plainest are simulated
  -h, --host=HOSTNAME      the server
  -p, --port=PORT          its port, 5432 unless it is said
  -U, --username=USERNAME  the user
  -d, --dbname=DBNAME      the database, or a connection string
  -w, --no-password        never ask for a password
  -A, -t, -q, -X           plainer output, only rows, quiet, without psqlrc
  -V, --version, --help

PGHOST, PGPORT, PGUSER, PGDATABASE, PGPASSWORD, PGSSLMODE, PGSSLROOTCERT and PGCONNECT_TIMEOUT are heard.
`

const long = {
  command: 'c:',
  host: 'h:',
  port: 'p:',
  username: 'U:',
  dbname: 'd:',
  'no-password': 'w',
  password: 'W',
  'no-align': 'A',
  'tuples-only': 't',
  quiet: 'q',
  'no-psqlrc': 'X',
  file: 'f:',
  list: 'l',
  set: 'v:',
  version: 'V',
  help: 'help',
}

const problem = (stderr: string, exitCode = 2): ToolResult => ({ stdout: '', stderr, exitCode })

interface Settings {
  readonly host?: string
  readonly port: number
  readonly user: string
  readonly database: string
  readonly password?: string
  readonly sslmode: string
  readonly rootCertificate?: string
  readonly patience?: number
}

async function run(args: readonly string[], context: ToolContext): Promise<ToolResult> {
  const read = getopt(args, { short: 'aAbc:d:eEf:F:h:HlL:no:p:P:qR:sStT:U:v:VwWxXz0?1', long })
  if (read.problem) {
    return problem(
      `psql: ${describeProblem(read.problem)}\npsql: hint: Try "psql --help" for more information.\n`,
      1,
    )
  }
  const given = new Map(read.options.map(({ name, value }) => [name, value]))
  if (given.has('help') || given.has('?')) return { stdout: help, stderr: '', exitCode: 0 }
  if (given.has('V')) return { stdout: 'psql (PostgreSQL) 15.18\n', stderr: '', exitCode: 0 }
  const settings = settingsOf(given, read.operands, context)
  if (typeof settings === 'string') return problem(`psql: error: ${settings}\n`)
  const { host, port } = settings
  if (host === undefined) {
    return problem(
      `psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.${port}" failed: No such file or directory\n\tIs the server running locally and accepting connections on that socket?\n`,
    )
  }
  const reached = reachDatabase(context, {
    host,
    port,
    speech: 'postgres',
    ...(settings.patience !== undefined && { patience: Math.max(2, settings.patience) }),
  })
  const failure = failureOf(reached, settings)
  if (failure !== undefined) return problem(`psql: error: ${failure}\n`)
  if (reached.kind !== 'database') return problem('', 2)
  const where = `connection to server at ${endOf(host, reached.address)}, port ${port} failed: `
  const refusal = await admission(reached, settings, given.has('w'), context)
  if (refusal !== undefined) return problem(`psql: error: ${where}${refusal}\n`)
  return query(reached, settings, given, context)
}

function settingsOf(
  given: ReadonlyMap<string, string>,
  operands: readonly string[],
  { env, user }: ToolContext,
): Settings | string {
  const [database, name] = operands
  const text = given.get('d') ?? database ?? env['PGDATABASE']
  const string = text !== undefined && (/^postgres(ql)?:\/\//.test(text) || text.includes('='))
  const said = string ? readString(text) : {}
  if (typeof said === 'string') return said
  const pick = (key: string, letter: string | undefined, variable: string) =>
    (letter === undefined ? undefined : given.get(letter)) ?? said[key] ?? env[variable]
  const host = pick('host', 'h', 'PGHOST')
  const who = given.get('U') ?? said['user'] ?? name ?? env['PGUSER'] ?? user
  const port = pick('port', 'p', 'PGPORT') ?? '5432'
  if (!/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
    return `invalid port number: "${port}"`
  const sslmode = pick('sslmode', undefined, 'PGSSLMODE') ?? 'prefer'
  if (!['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'].includes(sslmode))
    return `invalid sslmode value: "${sslmode}"`
  const password = said['password'] ?? env['PGPASSWORD']
  const patience = pick('connect_timeout', undefined, 'PGCONNECT_TIMEOUT')
  const rootCertificate = pick('sslrootcert', undefined, 'PGSSLROOTCERT')
  return {
    ...(host !== undefined && { host }),
    port: Number(port),
    user: who,
    database: (string ? said['dbname'] : text) ?? who,
    ...(password !== undefined && { password }),
    sslmode,
    ...(rootCertificate !== undefined && { rootCertificate }),
    ...(patience !== undefined && Number(patience) > 0 && { patience: Number(patience) }),
  }
}

/** `host=… user=…` or `postgresql://user:password@host:port/database?sslmode=require`. */
function readString(text: string): Readonly<Record<string, string>> | string {
  if (!/^postgres(ql)?:\/\//.test(text)) {
    const pairs = text.match(/\w+\s*=\s*('[^']*'|\S*)/g) ?? []
    return Object.fromEntries(
      pairs.map((pair) => [
        pair.split('=')[0]!.trim(),
        pair
          .slice(pair.indexOf('=') + 1)
          .trim()
          .replace(/^'|'$/g, ''),
      ]),
    )
  }
  const [, user, password, host, port, database, rest = ''] =
    /^postgres(?:ql)?:\/\/(?:([^:@/]*)(?::([^@]*))?@)?(\[[^\]]*\]|[^:/?]*)(?::(\d+))?(?:\/([^?]*))?(?:\?(.*))?$/.exec(
      text,
    ) ?? []
  if (host === undefined) return `missing "=" after "${text}" in connection info string`
  const parameters = Object.fromEntries(
    rest
      .split('&')
      .filter(Boolean)
      .map((pair) => pair.split('=')),
  )
  return {
    ...(user && { user: decodeURIComponent(user) }),
    ...(password !== undefined && { password: decodeURIComponent(password) }),
    ...(host && { host: host.replace(/^\[|\]$/g, '') }),
    ...(port && { port }),
    ...(database && { dbname: decodeURIComponent(database) }),
    ...parameters,
  }
}

const endOf = (host: string, address: string): string =>
  parseAddress(host) === undefined ? `"${host}" (${address})` : `"${host}"`

function failureOf(reached: Reached, { host = '', port, patience }: Settings): string | undefined {
  if (reached.kind === 'database') return undefined
  const at = `connection to server at ${endOf(host, reached.address ?? '')}, port ${port} failed: `
  const hint = '\n\tIs the server running on that host and accepting TCP/IP connections?'
  if (reached.kind === 'stranger') {
    if (reached.isHttp) return `${at}received invalid response to SSL negotiation: H`
    return `${at}server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.`
  }
  switch (reached.outcome) {
    case 'no-such-name':
      return `could not translate host name "${host}" to address: Name or service not known`
    case 'no-dns-answer':
      return `could not translate host name "${host}" to address: Temporary failure in name resolution`
    case 'refused':
      return `${at}Connection refused${hint}`
    case 'unreachable':
    case 'no-neighbor':
      return `${at}${connectErrors[reached.outcome].text}${hint}`
    case 'timeout':
      return patience === undefined ? `${at}Connection timed out${hint}` : `${at}timeout expired`
  }
}

type Found = Extract<Reached, { kind: 'database' }>

/** What the server, or the client itself, has against it; undefined where the user is in. */
async function admission(
  { database, own }: Found,
  settings: Settings,
  isSilent: boolean,
  context: ToolContext,
): Promise<string | undefined> {
  const { managed, certificate } = database
  const { sslmode, host = '', user, rootCertificate } = settings
  const isVerified = sslmode.startsWith('verify')
  if (!certificate && (sslmode === 'require' || isVerified))
    return 'server does not support SSL, but SSL was required'
  if (isVerified && certificate) {
    const path = rootCertificate ?? `${context.home}/.postgresql/root.crt`
    const isThere = path === 'system' || context.files.read(resolve(context.cwd, path)) !== undefined
    if (!isThere) {
      return `root certificate file "${path}" does not exist\nEither provide the file or change sslmode to disable server certificate verification.`
    }
    if (certificate.issuer !== 'trusted' && path === 'system') return 'SSL error: certificate verify failed'
    if (sslmode === 'verify-full' && !isFor(certificate, host)) {
      return `server certificate for "${certificate.names[0] ?? ''}" does not match host name "${host}"`
    }
  }
  if (!managed) return undefined
  // RDS user guide, PostgreSQL.Concepts.General.SSL: rds.force_ssl is on from version 15 on.
  if (sslmode === 'disable' && managed.major >= 15) {
    return `FATAL:  no pg_hba.conf entry for host "${own}", user "${user}", database "${settings.database}", no encryption`
  }
  // NOT MODELLED: what the password is. The master user's is taken whatever it says.
  const password =
    settings.password ??
    (isSilent ? undefined : await context.readLine?.(`Password for user ${user}: `, { isSilent: true }))
  if (password === undefined || password === '') return 'fe_sendauth: no password supplied'
  if (user !== managed.user) return `FATAL:  password authentication failed for user "${user}"`
  if (settings.database !== managed.name && settings.database !== 'postgres')
    return `FATAL:  database "${settings.database}" does not exist`
  return undefined
}

function query(
  { database, address, own }: Found,
  settings: Settings,
  given: ReadonlyMap<string, string>,
  { machine }: ToolContext,
): ToolResult {
  const { host = '', port, user } = settings
  const command = given.get('c')
  if (command === undefined)
    return problem('psql: connected; a session of its own is not simulated, try -c\n', 1)
  const isSecure = database.certificate !== undefined && settings.sslmode !== 'disable'
  if (/^\s*\\conninfo\s*$/.test(command)) {
    const end =
      parseAddress(host) === undefined ? `on host "${host}" (address "${address}")` : `on host "${host}"`
    const tls = isSecure
      ? 'SSL connection (protocol: TLSv1.3, cipher: TLS_AES_256_GCM_SHA384, compression: off)\n'
      : ''
    return {
      stdout: `You are connected to database "${settings.database}" as user "${user}" ${end} at port "${port}".\n${tls}`,
      stderr: '',
      exitCode: 0,
    }
  }
  const answer = answerOf(command, {
    'version()': `PostgreSQL ${database.managed?.major ?? 16}.4 on x86_64-pc-linux-gnu, compiled by gcc, 64-bit`,
    current_user: user,
    'current_database()': settings.database,
    'now()': `${new Date(machine.fabric.now).toISOString().replace('T', ' ').replace('Z', '')}+00`,
    'inet_server_addr()': address,
    'inet_client_addr()': own,
  })
  if (!answer)
    return problem(
      'psql: connected; no tables are simulated, so there is nothing to ask but the plainest: select 1\n',
      1,
    )
  const { value, isNumber } = answer
  if (given.has('t') || given.has('A')) {
    const head = given.has('t') ? '' : `${answer.column || '?column?'}\n`
    return {
      stdout: given.has('A') ? `${head}${value}\n${given.has('t') ? '' : '(1 row)\n'}` : ` ${value}\n\n`,
      stderr: '',
      exitCode: 0,
    }
  }
  const column = answer.column || '?column?'
  const width = Math.max(column.length, value.length)
  const left = Math.floor((width - column.length) / 2)
  const head = ` ${' '.repeat(left)}${column.padEnd(width - left)} `
  const row = ` ${isNumber ? value.padStart(width) : value}`
  return { stdout: `${head}\n${'-'.repeat(width + 2)}\n${row}\n(1 row)\n\n`, stderr: '', exitCode: 0 }
}
