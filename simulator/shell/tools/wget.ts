import { formatAddress } from '../../kernel/address.ts'
import { base64Of } from '../../kernel/base64.ts'
import { connectErrors } from '../connect-errors.ts'
import { resolve } from '../files.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { follow, readUrl, type Url } from './curl/url.ts'
import { headerText } from './curl/write-out.ts'
import { getopt } from './getopt.ts'
import { type Answered, ask, isLiteral, type Opened, open, requestsOf } from './http/visit.ts'
import { Output } from './output.ts'

export const wget: Tool = {
  name: 'wget',
  summary: "Fetches files from web servers: 'wget URL', 'wget -qO- URL', '-T SECONDS', '-t TRIES'.",
  async run(args, context) {
    const { options, operands, problem } = getopt(args, spec)
    const usage = "Usage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n"
    if (problem) {
      const said =
        'letter' in problem
          ? `${problem.kind === 'invalid' ? 'invalid option' : 'option requires an argument'} -- '${problem.letter}'`
          : `${problem.kind === 'long-wants-argument' ? `option '${problem.option}' requires an argument` : `unrecognized option '${problem.option}'`}`
      return { stdout: '', stderr: `wget: ${said}\n${usage}`, exitCode: 2 }
    }
    const given = new Map(options.map(({ name, value }) => [name, value]))
    if (given.has('h')) return { stdout: help, stderr: '', exitCode: 0 }
    if (given.has('V'))
      return { stdout: 'GNU Wget 1.25.0, as far as it is simulated.\n', stderr: '', exitCode: 0 }
    if (!operands.length) return { stdout: '', stderr: `wget: missing URL\n${usage}`, exitCode: 1 }
    const headers = options.filter(({ name }) => name === 'header').map(({ value }) => value)
    const run = new Run(given, headers, context)
    let exitCode = 0
    for (const url of operands) exitCode = (await run.fetch(url)) || exitCode
    return run.result(exitCode)
  },
}

const help = `GNU Wget 1.25.0, a non-interactive network retriever.
Usage: wget [OPTION]... [URL]...

  -O, --output-document=FILE  save to this file; '-' is standard output
  -P, --directory-prefix=DIR  save there
  -q, --quiet                 say nothing
  -nv, --no-verbose           say little
  -S, --server-response       show the headers of the answer
      --spider                look, and save nothing
  -T, --timeout=SECONDS       for looking up, connecting and reading
  -t, --tries=NUMBER          how often to try (0 is without end)
      --max-redirect=NUMBER   how many redirects to follow
      --header=LINE           a further header
  -U, --user-agent=AGENT      who asks
      --post-data=TEXT        send this with POST; --method, --body-data
      --user=USER, --password=PASSWORD
      --no-check-certificate  take any certificate
  -4, -6                      one version of IP alone
  -c, -N, -nc                 known, and of no effect
`

const spec = {
  short: 'hVqvSO:P:T:t:U:46cNbe:i:o:a:n:w:Q:rlkpHLx',
  long: {
    help: 'h',
    version: 'V',
    quiet: 'q',
    verbose: 'v',
    'no-verbose': 'nv',
    'server-response': 'S',
    'output-document': 'O:',
    'directory-prefix': 'P:',
    timeout: 'T:',
    'connect-timeout': 'connect:',
    'read-timeout': 'read:',
    'dns-timeout': 'dns:',
    tries: 't:',
    'user-agent': 'U:',
    header: 'header:',
    'post-data': 'post-data:',
    'post-file': 'post-file:',
    method: 'method:',
    'body-data': 'body-data:',
    user: 'user:',
    password: 'password:',
    spider: 'spider',
    'no-check-certificate': 'insecure',
    'max-redirect': 'redirects:',
    'inet4-only': '4',
    'inet6-only': '6',
    continue: 'c',
    'content-on-error': 'on-error',
    'retry-connrefused': 'retry-refused',
    'no-proxy': 'no-proxy',
    'no-cache': 'no-cache',
    'no-cookies': 'no-cookies',
    'show-progress': 'progress',
    progress: 'bar:',
    waitretry: 'waitretry:',
    'no-hsts': 'no-hsts',
    'https-only': 'https-only',
    'ca-certificate': 'ca:',
  },
} as const

type Step =
  | { readonly kind: 'done'; readonly exitCode: number }
  | { readonly kind: 'again' }
  | { readonly kind: 'moved'; readonly to: string }

class Run {
  readonly #given: ReadonlyMap<string, string>
  readonly #headers: readonly string[]
  readonly #context: ToolContext
  readonly #output: Output
  readonly #known = new Set<string>()
  #kept: { readonly key: string; readonly opened: Opened } | undefined

  constructor(given: ReadonlyMap<string, string>, headers: readonly string[], context: ToolContext) {
    this.#given = given
    this.#headers = headers
    this.#context = context
    this.#output = new Output(context)
  }

  /** `-o` and `-a` keep in a file what else is told. */
  result(exitCode: number): ToolResult {
    const told = this.#output.result(exitCode)
    const { files, cwd } = this.#context
    const [fresh, longer] = [this.#given.get('o'), this.#given.get('a')]
    const bytes = new TextEncoder().encode(told.stderr)
    if (fresh !== undefined) files.write(resolve(cwd, fresh), bytes)
    else if (longer !== undefined) files.append(resolve(cwd, longer), bytes)
    else return told
    return { stdout: told.stdout, stderr: '', exitCode }
  }

  get #isQuiet(): boolean {
    return this.#given.has('q')
  }

  /** `-nv` is `-n` with the letter v. */
  get #isBrief(): boolean {
    return this.#given.has('nv') || (this.#given.get('n') ?? '').includes('v')
  }

  #say(text: string): void {
    if (!this.#isBrief) this.#complain(text)
  }

  /** What `-nv` does not keep back. */
  #complain(text: string): void {
    if (!this.#isQuiet) this.#output.error(text)
  }

  #number(name: string): number | undefined {
    const value = Number(this.#given.get(name))
    return this.#given.has(name) && value >= 0 ? value : undefined
  }

  async fetch(text: string): Promise<number> {
    let address = text.includes('://') ? text : `http://${text}`
    const most = this.#number('redirects') ?? 20
    const tries = this.#number('t') ?? 20
    if (this.#given.has('spider')) this.#say('Spider mode enabled. Check if remote file exists.\n')
    let moves = 0
    for (let attempt = 1; ; ) {
      const url = readUrl(address)
      if ('problem' in url) {
        this.#output.error(`${address}: ${url.code === 1 ? 'Unsupported scheme' : 'Invalid host name'}.\n`)
        return 1
      }
      const mark = attempt > 1 ? `(try:${String(attempt).padStart(2)})  ` : ''
      this.#say(`--${this.#moment()}--  ${mark}${url.text}\n`)
      const step = await this.#once(url)
      if (step.kind === 'done') return step.exitCode
      if (step.kind === 'moved') {
        if (++moves > most) {
          this.#say(`${most} redirections exceeded.\n`)
          return 8
        }
        address = step.to
        attempt = 1
        continue
      }
      if (attempt >= tries) {
        this.#say('Giving up.\n\n')
        return 4
      }
      this.#say('Retrying.\n\n')
      // wget(1), --waitretry: a second longer after each failure, up to ten.
      this.#context.machine.advance(Math.min(attempt, 10))
      attempt++
    }
  }

  #moment(): string {
    return new Date(this.#context.machine.fabric.now).toISOString().slice(0, 19).replace('T', ' ')
  }

  async #once(url: Url): Promise<Step> {
    const { machine } = this.#context
    const isTls = url.scheme === 'https'
    const all = this.#number('T')
    const connectTimeout = this.#number('connect') ?? all
    const readTimeout = this.#number('read') ?? all ?? 900
    const wanted = {
      isTls,
      host: url.host,
      port: url.port,
      ...(connectTimeout !== undefined && connectTimeout > 0 && { connectTimeout }),
      ...(this.#given.has('4') && { family: 4 as const }),
      ...(this.#given.has('6') && { family: 6 as const }),
    }
    const key = `${url.scheme}://${url.host}:${url.port}`
    let opened: Opened
    if (this.#kept?.key === key) {
      opened = { ...this.#kept.opened, times: { lookup: 0, connect: 0, secure: 0, first: 0, total: 0 } }
      this.#say(`Reusing existing connection to ${url.host}:${url.port}.\n`)
    } else {
      opened = open(machine, wanted)
      const failed = this.#tellOpening(url, opened)
      if (failed) {
        machine.advance(opened.times.total)
        machine.observeConnection(opened.connection, {
          ending: 'closed',
          patience: opened.times.connect - opened.times.lookup,
        })
        return failed
      }
    }
    const request = this.#request(url)
    if (request === undefined) return { kind: 'done', exitCode: 3 }
    this.#say('HTTP request sent, awaiting response... ')
    const limited = readTimeout > 0 ? { ...wanted, maxTime: opened.times.total + readTimeout } : wanted
    const answer = await ask(machine, opened, limited, request)
    const received = answer.kind === 'answer' ? answer.received + headerText(answer).length : 0
    const isReused = this.#kept?.key === key
    machine.observeConnection(isReused ? { ...opened.connection, lookups: [] } : opened.connection, {
      sent: 150 + request.body.length,
      received,
      seconds: opened.times.total,
      ending: answer.kind === 'reset' ? 'reset' : 'closed',
      requests: requestsOf(answer, wanted, request),
    })
    machine.advance(opened.times.total)
    this.#kept = answer.kind === 'answer' ? { key, opened } : undefined
    return this.#tellAnswer(url, answer, opened)
  }

  #tellOpening(url: Url, { connection, handshake, remote }: Opened): Step | undefined {
    const { attempts, outcome } = connection
    const { host, port } = url
    const isName = !isLiteral(host)
    const isFailed = outcome === 'no-such-name' || outcome === 'no-dns-answer'
    if (isName && !this.#known.has(host)) {
      this.#say(`Resolving ${host} (${host})... `)
      if (isFailed) {
        const why =
          outcome === 'no-such-name' ? 'Name or service not known' : 'Temporary failure in name resolution'
        this.#say(`failed: ${why}.\n`)
        if (!this.#isQuiet) this.#output.error(`wget: unable to resolve host address ‘${host}’\n`)
        return { kind: 'done', exitCode: 4 }
      }
      this.#known.add(host)
      this.#say(`${attempts.map(({ address }) => formatAddress(address)).join(', ')}\n`)
    }
    for (const [i, attempt] of attempts.entries()) {
      const address = formatAddress(attempt.address)
      const shown = address.includes(':') ? `[${address}]` : address
      this.#say(`Connecting to ${isName ? `${host} (${host})|${shown}|` : shown}:${port}... `)
      if (attempt.outcome === 'connected') {
        this.#say('connected.\n')
        break
      }
      const why = connectErrors[attempt.outcome].text
      this.#complain(`failed: ${why}.\n`)
      if (i === attempts.length - 1) {
        // Who says no is not asked again, unless --retry-connrefused.
        const isFinal = attempt.outcome !== 'timeout' && !this.#given.has('retry-refused')
        return isFinal ? { kind: 'done', exitCode: 4 } : { kind: 'again' }
      }
    }
    if (remote === undefined) return { kind: 'again' }
    if (!handshake || handshake.kind === 'secure') return undefined
    const complain = (text: string) => {
      if (!this.#isQuiet) this.#output.error(text)
    }
    if (handshake.kind === 'not-tls' || handshake.kind === 'reset') {
      const why =
        handshake.kind === 'reset' ? 'Error in the pull function.' : 'An unexpected TLS packet was received.'
      complain(`GnuTLS: ${why}\nUnable to establish SSL connection.\n`)
      return { kind: 'done', exitCode: 4 }
    }
    const isTaken = this.#given.has('insecure')
    const word = isTaken ? 'WARNING' : 'ERROR'
    if (handshake.kind === 'mismatch') complain(`The certificate's owner does not match hostname ‘${host}’\n`)
    else {
      complain(`${word}: The certificate of ‘${host}’ is not trusted.\n`)
      complain(`${word}: The certificate of ‘${host}’ doesn't have a known issuer.\n`)
    }
    return isTaken ? undefined : { kind: 'done', exitCode: 5 }
  }

  #request(url: Url) {
    const { files, cwd } = this.#context
    const file = this.#given.get('post-file')
    const data = this.#given.get('post-data') ?? this.#given.get('body-data')
    const body = file !== undefined ? files.read(resolve(cwd, file)) : new TextEncoder().encode(data ?? '')
    if (!body) {
      this.#output.error(`BODY data file ‘${file}’ missing: No such file or directory\n`)
      return undefined
    }
    const hasBody = file !== undefined || data !== undefined
    const method =
      this.#given.get('method') ?? (hasBody ? 'POST' : this.#given.has('spider') ? 'HEAD' : 'GET')
    const own = this.#headers.map((line) => line.split(/:\s*(.*)/s).slice(0, 2) as [string, string])
    const usual: [string, string][] = [
      ['Host', `${url.host}${url.hasPort ? `:${url.port}` : ''}`],
      ['User-Agent', this.#given.get('U') ?? 'Wget/1.25.0'],
      ['Accept', '*/*'],
      ['Accept-Encoding', 'identity'],
      ['Connection', 'Keep-Alive'],
    ]
    if (hasBody) {
      usual.push(
        ['Content-Type', 'application/x-www-form-urlencoded'],
        ['Content-Length', String(body.length)],
      )
    }
    const user = this.#given.get('user')
    if (user !== undefined) {
      const secret = new TextEncoder().encode(`${user}:${this.#given.get('password') ?? ''}`)
      usual.push(['Authorization', `Basic ${base64Of(secret)}`])
    }
    const kept = usual.filter(([name]) => !own.some(([other]) => other.toLowerCase() === name.toLowerCase()))
    return { method, path: url.path, headers: [...kept, ...own], body }
  }

  #tellAnswer(url: Url, answer: Answered, opened: Opened): Step {
    switch (answer.kind) {
      case 'late':
        this.#complain('Read error (Connection timed out) in headers.\n')
        return { kind: 'again' }
      case 'closed':
        this.#complain('No data received.\n')
        return { kind: 'again' }
      case 'reset':
        this.#complain('Read error (Connection reset by peer) in headers.\n')
        return { kind: 'again' }
      case 'garbage':
        this.#say('200 No headers, assuming HTTP/0.9\nLength: unspecified\n')
        return this.#save(url, answer.body, undefined, opened)
      case 'answer':
        return this.#tellPage(url, answer, opened)
    }
  }

  #tellPage(url: Url, answer: Extract<Answered, { kind: 'answer' }>, opened: Opened): Step {
    const { status, words, headers, body } = answer
    const valueFor = (name: string) => headers.find(([one]) => one.toLowerCase() === name)?.[1]
    const isSpider = this.#given.has('spider')
    if (this.#given.has('S')) {
      const lines = [`HTTP/1.1 ${status} ${words}`, ...headers.map(([name, value]) => `${name}: ${value}`)]
      // What was asked for is shown, whatever is to be kept back.
      this.#say('\n')
      this.#output.error(lines.map((line) => `  ${line}\n`).join(''))
    } else this.#say(`${status} ${words}\n`)
    const location = valueFor('location')
    if (location !== undefined && status >= 300 && status < 400) {
      this.#say(`Location: ${location} [following]\n`)
      return { kind: 'moved', to: follow(url, location) }
    }
    if (status >= 400) {
      if (isSpider) this.#say('Remote file does not exist -- broken link!!!\n\n')
      else if (!this.#isQuiet) {
        const where = this.#isBrief ? `${url.text}:\n` : ''
        this.#output.error(
          `${where}${this.#moment()} ERROR ${status}: ${words}.\n${this.#isBrief ? '' : '\n'}`,
        )
      }
      if (this.#given.has('on-error')) this.#save(url, body, valueFor('content-type'), opened)
      return { kind: 'done', exitCode: 8 }
    }
    const length = Number(valueFor('content-length') ?? body.length)
    const type = valueFor('content-type')
    this.#say(
      `Length: ${length}${length >= 1024 ? ` (${short(length)})` : ''}${type === undefined ? '' : ` [${type}]`}\n`,
    )
    if (isSpider) {
      this.#say('Remote file exists.\n\n')
      return { kind: 'done', exitCode: 0 }
    }
    return this.#save(url, body, type, opened)
  }

  #save(url: Url, body: Uint8Array, _: string | undefined, { times }: Opened): Step {
    const path = this.#path(url)
    const shown = path === '-' ? 'STDOUT' : path
    this.#say(`Saving to: ‘${shown}’\n\n`)
    if (path === '-') this.#output.out(body)
    else if (path !== '/dev/null') {
      try {
        this.#context.files.write(resolve(this.#context.cwd, path), body)
      } catch {
        this.#say(`${path}: No such file or directory\n\nCannot write to ‘${path}’ (Success).\n`)
        return { kind: 'done', exitCode: 3 }
      }
    }
    this.#say(this.#progress(path, body.length))
    const seconds = Math.max(times.total - times.first, 0)
    const speed = rate(body.length, Math.max(seconds, 0.00002))
    const verb = path === '-' ? 'written to stdout' : `‘${path}’ saved`
    this.#say(`${this.#moment()} (${speed}) - ${verb} [${body.length}/${body.length}]\n\n`)
    if (this.#isBrief && !this.#isQuiet) {
      this.#output.error(
        `${this.#moment()} URL:${url.text} [${body.length}/${body.length}] -> "${path}" [1]\n`,
      )
    }
    return { kind: 'done', exitCode: 0 }
  }

  #path(url: Url): string {
    const wanted = this.#given.get('O')
    if (wanted !== undefined) return wanted
    const name = url.path.replace(/\?.*$/s, '').split('/').at(-1) || 'index.html'
    const query = url.query === undefined ? '' : `?${url.query}`
    const folder = this.#given.get('P')
    const path = `${folder === undefined ? '' : `${folder.replace(/\/$/, '')}/`}${name}${query}`
    const { files, cwd } = this.#context
    for (let i = 0; ; i++) {
      const candidate = i ? `${path}.${i}` : path
      if (!files.stat(resolve(cwd, candidate))) return candidate
    }
  }

  /** On a terminal a bar, elsewhere dots. */
  #progress(path: string, size: number): string {
    if (!this.#context.terminal) {
      const dots = '.'.repeat(Math.ceil(size / 1024))
      const grouped = (dots.match(/.{1,10}/g) ?? []).join(' ')
      return `     0K ${grouped.padEnd(54)} 100% ${rate(size, 0.00002).replace(/ .*$/, 'M')}=0s\n\n`
    }
    const columns = Math.max(45, this.#context.terminal.columns)
    const width = columns - 65
    const name = path.length > 24 ? path.slice(0, 24) : path.padEnd(24)
    const amount = size >= 1024 ? short(size, 2) : String(size)
    return `${name} 100%[${'='.repeat(Math.max(1, width - 1))}>] ${amount.padStart(7)}  --.-KB/s    in 0s      \n\n`
  }
}

/** `195K`, `1.2M` */
function short(size: number, digits?: number): string {
  const units = ['', 'K', 'M', 'G']
  let value = size
  let unit = 0
  while (value >= 1024 && unit < 3) {
    value /= 1024
    unit++
  }
  return `${digits === undefined ? (value < 10 ? value.toFixed(1) : Math.round(value)) : value.toFixed(digits)}${units[unit]}`
}

function rate(size: number, seconds: number): string {
  let value = size / seconds
  for (const unit of ['B/s', 'KB/s', 'MB/s', 'GB/s']) {
    if (value < 1024 || unit === 'GB/s') {
      const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
      return `${value.toFixed(digits)} ${unit}`
    }
    value /= 1024
  }
  return ''
}
