import type { Outcome, RecordedRequest, Recording, Sent } from './replay.ts'

/** What the outcome has otherwise than the recording, a line each; none when they agree. */
export function compare(record: Recording, outcome: Outcome): string[] {
  const differences: string[] = []
  const check = (what: string, recorded: unknown, ours: unknown) => {
    if (!same(recorded, ours))
      differences.push(`${what}:\n  recorded ${show(recorded)}\n  ours     ${show(ours)}`)
  }
  // An account with nothing in it answers every create differently, so only the request is worth comparing.
  const comparesOutput = record.world !== 'empty' || answersAlike(record)
  check('exit', record.exit, outcome.exitCode)
  if (record.stderr !== null) check('stderr', record.stderr, outcome.stderr)
  if (record.stdout !== null && comparesOutput)
    check('stdout', record.stdout, withoutDocs(record.stdout, outcome.stdout))
  if (record.layout) differences.push(...compareLayout(record, outcome))
  check('files', sorted(record.files_after ?? {}), sorted(outcome.files))
  checkRequests(record, outcome.sent, check)
  return differences
}

const sorted = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))

/** Sentences of the documentation were not recorded: `<doc>` stands for each of them. */
function withoutDocs(recorded: string, ours: string): string {
  if (!recorded.includes('<doc>')) return ours
  return ours.replace(
    /( # )(\[REQUIRED\] )?(?!Valid values are).*?( Valid values are: .*)?$/gm,
    '$1$2<doc>$3',
  )
}

const answersAlike = (record: Recording) =>
  /^(Describe|List|Get|Search)/.test((record.request ?? record.requests?.[0])?.operation ?? 'List')

function checkRequests(
  record: Recording,
  sent: readonly Sent[],
  check: (what: string, recorded: unknown, ours: unknown) => void,
): void {
  const recorded = (record.requests ?? (record.request ? [record.request] : [])).flatMap((request) =>
    Array<RecordedRequest>(request.attempts ?? 1).fill(request),
  )
  check('number of requests', recorded.length, sent.length)
  recorded.slice(0, sent.length).forEach((request, i) => {
    const ours = sent[i]!
    const name = `request ${i + 1}`
    check(`${name} service`, request.service, ours.service)
    check(`${name} operation`, request.operation, ours.operation)
    if (!agree(plain(request.params), plain(ours.params)))
      check(`${name} params`, plain(request.params), plain(ours.params))
    check(`${name} endpoint`, endpoint(request.url), endpoint(ours.url ?? ''))
  })
}

// S3 puts the bucket into the host name where it can; that is the serialiser's choice.
const endpoint = (url: string) => {
  const { host, protocol } = new URL(url || 'none://none')
  return `${protocol}//${host.replace(/^[a-z0-9.-]+\.(?=s3[.-])/, '')}`
}

/** Times and decimals were recorded as they were typed; ours have been read. */
function agree(recorded: unknown, ours: unknown): boolean {
  if (Array.isArray(recorded) && Array.isArray(ours)) {
    return recorded.length === ours.length && recorded.every((item, i) => agree(item, ours[i]))
  }
  if (typeof recorded === 'object' && recorded !== null && typeof ours === 'object' && ours !== null) {
    const [left, right] = [Object.entries(recorded), Object.entries(ours)]
    return (
      left.length === right.length &&
      left.every(([name, item], i) => right[i]?.[0] === name && agree(item, right[i][1]))
    )
  }
  if (typeof recorded === 'string' && typeof ours === 'number') return Number(recorded) === ours
  if (typeof recorded === 'string' && typeof ours === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(ours)) {
    const seconds = Number(recorded)
    return Date.parse(ours) === (Number.isNaN(seconds) ? Date.parse(recorded) : seconds * 1000)
  }
  return recorded === ours
}

/** Bytes as text, so that a file's content compares with what was recorded of it. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const recorded = value as { $bytes?: string; $stream?: string }
  const base64 = recorded.$bytes ?? recorded.$stream
  if (base64 !== undefined) return Buffer.from(base64, 'base64').toString('utf8')
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => [name, sessionName(plain(item))]),
  )
}

const sessionName = (value: unknown) =>
  typeof value === 'string' ? value.replace(/^botocore-session-\d+$/, 'botocore-session-<time>') : value

function compareLayout(record: Recording, outcome: Outcome): string[] {
  const lines = outcome.stdout.replace(/\n+$/, '').split('\n')
  const { layout } = record
  if (!layout) return []
  const differences: string[] = []
  const check = (what: string, recorded: unknown, ours: unknown) => {
    if (!same(recorded, ours))
      differences.push(`${what}:\n  recorded ${show(recorded)}\n  ours     ${show(ours)}`)
  }
  check('first line', layout.first_line, lines[0])
  check('last line', layout.last_line, lines.at(-1))
  check(
    'headings',
    layout.headings,
    lines.slice(1, -1).filter((line) => /^\S/.test(line)),
  )
  const start = lines.indexOf('SYNOPSIS')
  if (start >= 0) {
    const end = lines.findIndex((line, i) => i > start && /^\S/.test(line))
    const ours = lines.slice(start + 1, end)
    check('synopsis', words(layout.synopsis), words(ours.join('\n')))
  }
  return differences
}

const words = (text: string) => text.trim().split(/\s+/)

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

const show = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 2000)
