import { resolve } from '../files.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { bar, meter } from './curl/meter.ts'
import { type Operation, optionNames, parseCurl } from './curl/options.ts'
import { boundCard, detourFor, pinnedFor } from './curl/places.ts'
import { type Request, requestFor, requestText } from './curl/request.ts'
import { tellOpening } from './curl/tell-opening.ts'
import { moreOnCertificates, tickets } from './curl/tls-lines.ts'
import { follow, readUrl, type Url, unfold } from './curl/url.ts'
import { helpText, versionText } from './curl/version.ts'
import { type Facts, failedWrite, headerText, writeOut } from './curl/write-out.ts'
import { type Answered, ask, isLiteral, type Opened, open, requestsOf, type Wanted } from './http/visit.ts'
import { Output } from './output.ts'
import { talk } from './talk.ts'

export const curl: Tool = {
  name: 'curl',
  summary:
    "Asks web servers and AWS's endpoints: 'curl -v URL', '-I', '-o FILE', '-w FORMAT', '-k', '--resolve'.",

  async run(args, context) {
    const parsed = parseCurl(args)
    if ('wants' in parsed)
      return { stdout: parsed.wants === 'help' ? helpText : versionText, stderr: '', exitCode: 0 }
    if ('unsupported' in parsed) {
      return { stdout: '', stderr: `curl: option ${parsed.unsupported}: is not simulated\n`, exitCode: 2 }
    }
    if ('problem' in parsed) {
      const said = parsed.problem ? `curl: ${parsed.problem}\n` : ''
      const hint = "curl: try 'curl --help' or 'curl --manual' for more information\n"
      return { stdout: '', stderr: said + hint, exitCode: 2 }
    }
    const run = new Run(context)
    let exitCode = 0
    for (const operation of parsed.operations) {
      exitCode = await run.perform(operation)
      if (exitCode && operation.failsEarly) break
    }
    return run.result(exitCode)
  },

  complete: (command) => {
    const word = command.split(/\s+/).at(-1) ?? ''
    return word.startsWith('-') ? optionNames.filter((name) => name.startsWith(word)) : []
  },
}

interface Kept {
  readonly opened: Opened
  readonly host: string
  readonly scheme: string
  readonly number: number
}

interface Outcome {
  readonly code: number
  readonly problem?: string
  readonly opened?: Opened
  readonly answer?: Extract<Answered, { kind: 'answer' }>
  readonly request?: Request
  readonly isNew: boolean
}

/** One call of curl: what it writes, and the connections that it keeps open meanwhile. */
class Run {
  readonly #context: ToolContext
  readonly #output: Output
  readonly #kept = new Map<string, Kept>()
  #connections = 0
  #transfers = 0

  constructor(context: ToolContext) {
    this.#context = context
    this.#output = new Output(context)
  }

  result(exitCode: number): ToolResult {
    return this.#output.result(exitCode)
  }

  async perform(operation: Operation): Promise<number> {
    let exitCode = 0
    const texts = operation.urls.flatMap((text) => (operation.isGlobbing ? unfold(text) : [text]))
    for (const [i, text] of texts.entries()) {
      const target = operation.outputs[Math.min(i, operation.outputs.length - 1)]
      exitCode = await this.#transfer(operation, text, i < operation.outputs.length ? target : undefined)
    }
    return exitCode
  }

  async #transfer(
    operation: Operation,
    text: string,
    target: Operation['outputs'][number] | undefined,
  ): Promise<number> {
    const number = this.#transfers++
    const path = target && outputPath(target, text)
    if (target?.kind === 'remote-name' && path === 'curl_response' && !operation.isSilent) {
      this.#output.error('Warning: No remote file name, uses "curl_response"\n')
    }
    let outcome: Outcome = { code: 0, isNew: false }
    let retries = 0
    let redirects = 0
    let redirectTime = 0
    let connects = 0
    let url: Url | undefined
    let redirectUrl: string | undefined
    let current = { ...operation }
    let address = text
    for (;;) {
      const read = readUrl(address)
      if ('problem' in read) {
        outcome = { code: read.code, problem: read.problem, isNew: false }
        break
      }
      url = read
      outcome = await this.#once(current, url, path)
      if (outcome.isNew) connects++
      const { answer } = outcome
      if (this.#shouldRetry(current, outcome) && retries < current.retries) {
        this.#tellRetry(operation, outcome, current.retries - retries)
        retries++
        continue
      }
      const location = answer?.headers.find(([name]) => name.toLowerCase() === 'location')?.[1]
      const leads = answer && answer.status >= 300 && answer.status < 400 && location !== undefined
      if (leads && outcome.code === 0) {
        const next = follow(url, location)
        if (!operation.follows) {
          redirectUrl = next
          break
        }
        if (operation.maxRedirects >= 0 && redirects >= operation.maxRedirects) {
          const problem = `Maximum (${operation.maxRedirects}) redirects followed`
          outcome = { ...outcome, code: 47, problem }
          break
        }
        redirects++
        redirectTime += outcome.opened?.times.total ?? 0
        if (operation.isVerbose) this.#output.error(`* Issue another request to this URL: '${next}'\n`)
        const method = outcome.request?.method ?? 'GET'
        const turns = method === 'POST' && [301, 302, 303].includes(answer.status) && !operation.keepsPost
        if (turns || (answer.status === 303 && method !== 'HEAD')) {
          if (operation.isVerbose && method !== 'GET') this.#output.error(`* Switch from ${method} to GET\n`)
          current = { ...current, data: [] }
          delete current.upload
        }
        address = next
        continue
      }
      break
    }
    if (outcome.problem !== undefined && (!operation.isSilent || operation.showsError)) {
      this.#output.error(`curl: (${outcome.code}) ${outcome.problem}\n`)
      if (outcome.code === 60) this.#output.error(moreOnCertificates)
    }
    if (operation.writeOut !== undefined) {
      this.#writeOut(operation, {
        url,
        urlText: text,
        opened: outcome.opened,
        answer: outcome.answer,
        method: outcome.request?.method ?? 'GET',
        exitCode: outcome.code,
        error: outcome.problem,
        redirects,
        retries,
        redirectUrl,
        redirectTime,
        connects,
        sizeRequest: outcome.request ? requestText(outcome.request, operation).length : 0,
        sizeUpload: outcome.request?.body.length ?? 0,
        filename: path,
        number,
        version: operation.isHttp10 ? '1.0' : '1.1',
        verify: outcome.opened ? verifyOf(outcome.opened, operation) : 0,
      })
    }
    return outcome.code
  }

  #writeOut(operation: Operation, facts: Facts): void {
    const { cwd, files } = this.#context
    let format = operation.writeOut ?? ''
    if (format.startsWith('@')) {
      const bytes = format === '@-' ? this.#context.stdin : files.read(resolve(cwd, format.slice(1)))
      format = bytes ? new TextDecoder().decode(bytes) : ''
    }
    for (const { stream, text } of writeOut(format, facts)) {
      if (stream === 1) this.#output.out(text)
      else this.#output.error(text)
    }
  }

  #shouldRetry(operation: Operation, { code, answer }: Outcome): boolean {
    if (operation.retriesAll) return code !== 0 || (answer?.status ?? 0) >= 400
    if (code === 28 || code === 6 || code === 5) return true
    if (code === 7 && operation.retriesRefused) return true
    // curl(1), --retry: these statuses are thought to pass.
    return [408, 429, 500, 502, 503, 504, 522, 524].includes(answer?.status ?? 0)
  }

  #tellRetry(
    { isSilent, showsError, retryDelay }: Operation,
    { code, answer, problem }: Outcome,
    left: number,
  ): void {
    const { machine } = this.#context
    const wait = retryDelay || 1
    if (problem !== undefined && (!isSilent || showsError)) this.#output.error(`curl: (${code}) ${problem}\n`)
    const why = code === 7 ? 'connection refused' : code === 28 ? 'timeout' : answer ? 'HTTP error' : 'error'
    const seconds = `${wait} second${wait === 1 ? '' : 's'}`
    const retries = left === 1 ? '1 retry left' : `${left} retries left`
    if (!isSilent) this.#output.error(`Warning: Problem : ${why}. Will retry in ${seconds}. ${retries}.\n`)
    machine.advance(wait)
  }

  /** One request and its answer, without what redirects and retries add. */
  async #once(operation: Operation, url: Url, path: string | undefined): Promise<Outcome> {
    const { machine } = this.#context
    const verbose = (...lines: readonly string[]) => {
      if (operation.isVerbose) this.#output.error(lines.map((line) => `${line}\n`).join(''))
    }
    const request = requestFor(operation, url, this.#context)
    if ('problem' in request) return { code: request.code, problem: request.problem, isNew: false }
    if (
      operation.authorities !== undefined &&
      url.scheme === 'https' &&
      !this.#context.files.read(resolve(this.#context.cwd, operation.authorities))
    ) {
      return { code: 77, problem: `error setting certificate file: ${operation.authorities}`, isNew: false }
    }
    const pinned = pinnedFor(operation, url)
    for (const added of pinned?.added ?? []) verbose(`* Added ${added} to DNS cache`)
    const bound = boundCard(operation, this.#context)
    if (bound === undefined) {
      const name = operation.interfaceName ?? ''
      const problem = isLiteral(name)
        ? 'bind failed with errno 99: Cannot assign requested address'
        : `Couldn't bind to '${name}'`
      return { code: 45, problem, isNew: false }
    }
    const detour = detourFor(operation, url)
    const wanted: Wanted = {
      isTls: url.scheme === 'https',
      host: url.host,
      port: url.port,
      ...(detour && { connectHost: detour.host, connectPort: detour.port }),
      ...(operation.family !== undefined && { family: operation.family }),
      ...(pinned && !detour && { pinned: pinned.addresses }),
      ...(operation.connectTimeout && { connectTimeout: operation.connectTimeout }),
      ...(operation.maxTime && { maxTime: operation.maxTime }),
      ...(bound.client && { client: bound.client }),
    }
    const to = { host: detour?.host ?? url.host, port: detour?.port ?? url.port }
    const key = `${url.scheme}://${url.host}:${url.port} ${to.host}:${to.port}`
    const kept = this.#kept.get(key)
    let opened: Opened
    let connectionNumber: number
    if (kept) {
      const { times } = kept.opened
      opened = { ...kept.opened, times: { ...times, lookup: 0, connect: 0, secure: 0, first: 0, total: 0 } }
      connectionNumber = kept.number
      verbose(`* Re-using existing ${url.scheme}: connection with host ${url.host}`)
    } else {
      if (detour) verbose(`* Connecting to hostname: ${detour.host}`, `* Connecting to port: ${detour.port}`)
      connectionNumber = this.#connections++
      opened = open(machine, wanted)
      const told: string[] = []
      const failed = tellOpening({
        operation,
        opened,
        wanted,
        to,
        isPinned: pinned !== undefined && !detour,
        bound: bound.address,
        number: connectionNumber,
        now: machine.fabric.now,
        say: (...lines) => void told.push(...lines),
      })
      // Whoever is killed while it waits has not heard yet what came of it.
      const isKilled = failed && opened.times.total >= (machine.secondsLeft ?? Number.POSITIVE_INFINITY)
      verbose(
        ...(isKilled ? told.filter((line) => !/failed|Failed|timed out|connection #/.test(line)) : told),
      )
      if (failed) {
        machine.advance(opened.times.total)
        machine.observeConnection(opened.connection, {
          ending: 'closed',
          patience: opened.times.connect - opened.times.lookup,
        })
        return { ...failed, opened, request, isNew: opened.remote !== undefined }
      }
    }
    if (url.scheme === 'telnet') return this.#converse(operation, opened, wanted, path)
    const sent = requestText(request, operation)
    const user = (operation.user ?? url.user)?.split(':')[0]
    const authenticates = user !== undefined && operation.signing === undefined
    verbose(
      ...(kept ? [] : ['* using HTTP/1.x']),
      ...(authenticates ? [`* Server auth using Basic with user '${user}'`] : []),
      ...sent
        .split('\r\n')
        .slice(0, -1)
        .map((line) => `> ${line}`),
    )
    const hides = path !== undefined && operation.isVerbose
    if (wanted.isTls && !kept)
      verbose(
        tickets,
        ...(hides ? ['{ [249 bytes data]'] : []),
        tickets,
        ...(hides ? ['{ [249 bytes data]'] : []),
      )
    verbose(
      request.body.length
        ? `* upload completely sent off: ${request.body.length} bytes`
        : '* Request completely sent off',
    )
    const answer = await ask(machine, opened, wanted, {
      method: request.method,
      path: request.path,
      headers: request.headers,
      body: request.body,
    })
    const received = answer.kind === 'answer' ? answer.received + headerText(answer).length : 0
    machine.observeConnection(kept ? { ...opened.connection, lookups: [] } : opened.connection, {
      sent: sent.length + request.body.length,
      received,
      seconds: opened.times.total,
      ending: answer.kind === 'reset' ? 'reset' : 'closed',
      requests: requestsOf(answer, wanted, request),
    })
    machine.advance(opened.times.total)
    const outcome = this.#tellAnswer(operation, url, answer, opened, request, path, connectionNumber)
    const stays =
      outcome.answer &&
      !outcome.answer.headers.some(([name, value]) => /^connection$/i.test(name) && value === 'close')
    if (stays && outcome.code !== 22 && !operation.isHttp10) {
      this.#kept.set(key, { opened, host: url.host, scheme: url.scheme, number: connectionNumber })
    } else this.#kept.delete(key)
    return { ...outcome, isNew: !kept }
  }

  /** `telnet://`: what comes in is sent as it is, and what comes back is shown. */
  async #converse(
    operation: Operation,
    opened: Opened,
    wanted: Wanted,
    path: string | undefined,
  ): Promise<Outcome> {
    const { machine, stdin } = this.#context
    const { bytes, requests = [] } = await talk(machine, opened, wanted, stdin)
    machine.observeConnection(opened.connection, {
      requests,
      sent: stdin.length,
      received: bytes.length,
      seconds: opened.times.total,
      ending: 'closed',
    })
    machine.advance(opened.times.total)
    const isWritten = this.#deliver(operation, bytes, path, opened)
    const failed = isWritten ? { code: 0 } : { code: 23, problem: failedWrite(bytes) }
    return { ...failed, opened, isNew: true }
  }

  #tellAnswer(
    operation: Operation,
    url: Url,
    answer: Answered,
    opened: Opened,
    request: Request,
    path: string | undefined,
    number: number,
  ): Omit<Outcome, 'isNew'> {
    const verbose = (...lines: readonly string[]) => {
      if (operation.isVerbose) this.#output.error(lines.map((line) => `${line}\n`).join(''))
    }
    const base = { opened, request }
    const close = `* closing connection #${number}`
    const milliseconds = Math.round(opened.times.total * 1000)
    switch (answer.kind) {
      case 'late': {
        const problem = `Operation timed out after ${milliseconds} milliseconds with 0 bytes received`
        verbose(`* ${problem}`, close)
        return { ...base, code: 28, problem }
      }
      case 'closed':
        verbose('* Empty reply from server', `* shutting down connection #${number}`)
        return { ...base, code: 52, problem: 'Empty reply from server' }
      case 'reset': {
        const problem = 'Recv failure: Connection reset by peer'
        verbose(`* ${problem}`, close)
        return { ...base, code: 56, problem }
      }
      case 'garbage': {
        if (operation.takesHttp09) {
          this.#deliver(operation, answer.body, path, opened)
          return { ...base, code: 0 }
        }
        const problem = 'Received HTTP/0.9 when not allowed'
        verbose(`* ${problem}`, close)
        return { ...base, code: 1, problem }
      }
      case 'answer': {
        const fails = (operation.fails || operation.failsWithBody) && answer.status >= 400
        const lines = headerText(answer).split('\r\n').slice(0, -1)
        const refusal = `The requested URL returned error: ${answer.status}`
        if (fails && operation.fails) {
          verbose(...lines.slice(0, -1).map((line) => `< ${line}`), `* ${refusal}`, '< ', close)
          return { ...base, answer, code: 22, problem: refusal }
        }
        verbose(...lines.slice(0, -1).map((line) => `< ${line}`))
        const leads = answer.status >= 300 && answer.status < 400 && operation.follows
        const location = answer.headers.some(([name]) => name.toLowerCase() === 'location')
        if (leads && location) {
          verbose('* Ignoring the response-body')
          if (!answer.body.length) verbose('* setting size while ignoring')
        }
        verbose('< ')
        if (operation.isHead || operation.includesHeaders)
          this.#deliver(operation, headerText(answer), path, undefined)
        if (operation.dumpHeaders !== undefined)
          this.#save(operation, operation.dumpHeaders, new TextEncoder().encode(headerText(answer)))
        if (!(leads && location)) {
          if (path !== undefined && answer.body.length) verbose(`{ [${answer.body.length} bytes data]`)
          const written = this.#deliver(operation, answer.body, path, opened)
          if (!written) return { ...base, answer, code: 23, problem: failedWrite(answer.body) }
        }
        const to = detourFor(operation, url)?.host ?? url.host
        const ends = answer.headers.some(([name, value]) => /^connection$/i.test(name) && value === 'close')
        verbose(
          ends
            ? `* shutting down connection #${number}`
            : `* Connection #${number} to host ${to} left intact`,
        )
        if (fails) return { ...base, answer, code: 22, problem: refusal }
        return { ...base, answer, code: 0 }
      }
    }
  }

  /** To where it goes; headers come before the body into the same file. */
  #deliver(
    operation: Operation,
    what: string | Uint8Array,
    path: string | undefined,
    opened: Opened | undefined,
  ): boolean {
    const bytes = typeof what === 'string' ? new TextEncoder().encode(what) : what
    if (path === undefined || path === '-') {
      this.#output.out(bytes)
      return true
    }
    if (opened && !operation.isSilent && !operation.isVerbose) {
      this.#output.error(operation.hasBar ? bar() : meter(bytes.length, bytes.length, opened.times.total))
    }
    return this.#save(operation, path, bytes, opened !== undefined)
  }

  readonly #written = new Set<string>()

  #save(operation: Operation, path: string, bytes: Uint8Array, isBody = false): boolean {
    const { files, cwd } = this.#context
    if (path === '-') {
      this.#output.out(bytes)
      return true
    }
    if (path === '/dev/null') return true
    const folder = operation.outputDirectory
    const full = resolve(cwd, folder === undefined ? path : `${folder}/${path}`)
    try {
      if (operation.createsDirectories) files.makeDirectory(resolve(full, '..'), true)
      if (this.#written.has(full) && isBody && operation.includesHeaders) files.append(full, bytes)
      else files.write(full, bytes)
    } catch {
      if (!operation.isSilent) {
        this.#output.error(`Warning: Failed to open the file ${path}: No such file or directory\n`)
      }
      return false
    }
    this.#written.add(full)
    return true
  }
}

function outputPath({ kind, path }: Operation['outputs'][number], url: string): string {
  if (kind === 'file') return path
  const read = readUrl(url)
  const name = 'problem' in read ? '' : (read.path.replace(/\?.*$/s, '').split('/').at(-1) ?? '')
  return name || 'curl_response'
}

function verifyOf({ handshake }: Opened, { isInsecure }: Operation): number {
  if (!handshake || handshake.kind === 'secure') return 0
  // What OpenSSL finds: 18 where a certificate is its own issuer; curl says 1 where it ends the handshake by itself.
  if (handshake.kind === 'untrusted') return 18
  return handshake.kind === 'mismatch' && !isInsecure ? 1 : 0
}
