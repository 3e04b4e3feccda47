import { grammars } from './grammar.ts'
import { type JsonNode, readJson } from './json-text.ts'
import type { Policy, PolicyKind, PolicyVersion } from './policy.ts'
import type { PolicyFault, PolicyProblem } from './problems.ts'
import { readStatement, type StatementReading } from './read-statement.ts'
import type { Statement } from './statement.ts'

export interface PolicyReading {
  /** Undefined as soon as there is one problem. */
  readonly policy: Policy | undefined
  /** All of them, in the order of the text. */
  readonly problems: readonly PolicyProblem[]
}

/** Reads a policy, checks it against the grammar of its kind and prepares it for evaluation. The same text is read once. */
export function readPolicy(text: string, kind: PolicyKind): PolicyReading {
  const key = `${kind} ${text}`
  const known = readings.get(key)
  if (known) return known
  const reading = read(text, kind)
  if (readings.size >= mostReadings) readings.clear()
  readings.set(key, reading)
  return reading
}

const readings = new Map<string, PolicyReading>()
const mostReadings = 2000

function read(text: string, kind: PolicyKind): PolicyReading {
  const node = readJson(text)
  if ('fault' in node) {
    const fault = node.fault === 'syntax' ? 'bad-json' : 'duplicate-element'
    return {
      policy: undefined,
      problems: [{ fault, path: '', ...(node.name && { found: node.name }), at: node.at }],
    }
  }
  const reader = new DocumentReader(text, kind)
  const policy = reader.read(node)
  const problems = reader.problems.sort((a, b) => a.at - b.at)
  return problems.length ? { policy: undefined, problems } : { policy, problems }
}

class DocumentReader {
  readonly problems: PolicyProblem[] = []
  readonly #text: string
  readonly #kind: PolicyKind

  constructor(text: string, kind: PolicyKind) {
    this.#text = text
    this.#kind = kind
  }

  read(node: JsonNode): Policy | undefined {
    if (node.kind !== 'object') return this.#report('bad-type', '', node)
    for (const [name, member] of node.members) {
      if (!['Version', 'Id', 'Statement'].includes(name)) this.#report('unknown-element', name, member)
    }
    const version = this.#version(node.members.get('Version'), node)
    const id = node.members.get('Id')
    if (id && id.kind !== 'string') this.#report('bad-type', 'Id', id)
    const statements = this.#statements(node.members.get('Statement'), version, node)
    this.#checkSids(statements)
    return {
      kind: this.#kind,
      text: this.#text,
      version,
      id: id?.kind === 'string' ? id.text : undefined,
      statements: statements.map(({ statement }) => statement).filter((one) => one !== undefined),
    }
  }

  #version(node: JsonNode | undefined, whole: JsonNode): PolicyVersion {
    const text = node === undefined ? '2008-10-17' : node.kind === 'string' ? node.text : ''
    if (text !== '2008-10-17' && text !== '2012-10-17') {
      this.#report(node?.kind === 'string' ? 'bad-version' : 'bad-type', 'Version', node!, text)
      return '2012-10-17'
    }
    if (text === '2008-10-17' && !grammars[this.#kind].oldVersion) {
      this.#report('old-version', 'Version', node ?? whole, node && text)
    }
    return text
  }

  #statements(
    node: JsonNode | undefined,
    version: PolicyVersion,
    whole: JsonNode,
  ): (StatementReading & { statement: Statement | undefined })[] {
    if (!node) {
      this.#report('missing-statement', 'Statement', whole)
      return []
    }
    const rules = { kind: this.#kind, variables: version === '2012-10-17' }
    const one = (item: JsonNode, path: string, index: number, start: number) => {
      const reading = readStatement(item, { ...rules, path, index, start })
      this.problems.push(...reading.problems)
      return reading
    }
    // IAM counts a statement from where the text before it ends: behind `[`, behind the statement before, and
    // behind its own brace where it stands alone (examples of SimulateCustomPolicy in the AWS CLI reference).
    if (node.kind === 'object') return [one(node, 'Statement', 0, node.start + 1)]
    if (node.kind !== 'array') {
      this.#report('bad-type', 'Statement', node)
      return []
    }
    if (node.items.length === 0) this.#report('missing-statement', 'Statement', node)
    return node.items.map((item, i) =>
      one(item, `Statement[${i}]`, i, node.items[i - 1]?.end ?? node.start + 1),
    )
  }

  #checkSids(readings: readonly StatementReading[]): void {
    if (!grammars[this.#kind].plainSids) return
    const seen = new Set<string>()
    for (const { sid, path } of readings) {
      if (!sid?.text) continue
      if (!/^[A-Za-z0-9]*$/.test(sid.text)) this.#report('bad-sid', `${path}.Sid`, sid, sid.text)
      else if (seen.has(sid.text)) this.#report('duplicate-sid', `${path}.Sid`, sid, sid.text)
      seen.add(sid.text)
    }
  }

  #report(fault: PolicyFault, path: string, { start }: JsonNode, found?: string): undefined {
    this.problems.push({ fault, path, ...(found !== undefined && { found }), at: start })
  }
}
