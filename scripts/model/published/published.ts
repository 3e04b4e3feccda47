import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

// AWS's service models as botocore publishes them, for comparison. Nobody needs them to build Hopwise:
// what the generator takes from them is written down in `scripts/model/data/`.

export interface PublishedService {
  readonly operations: Readonly<Record<string, PublishedOperation>>
  readonly shapes: Readonly<Record<string, PublishedShape>>
  readonly paginators: Readonly<Record<string, PublishedPaginator>>
  readonly waiters: Readonly<Record<string, PublishedWaiter>>
}

export interface PublishedOperation {
  readonly name: string
  readonly input?: { readonly shape: string }
  readonly output?: { readonly shape: string }
}

export interface PublishedShape {
  readonly type: string
  readonly members?: Readonly<Record<string, PublishedMember>>
  readonly member?: PublishedMember
  readonly key?: PublishedMember
  readonly value?: PublishedMember
  readonly required?: readonly string[]
  readonly enum?: readonly string[]
  readonly min?: number
  readonly max?: number
  readonly pattern?: string
  readonly union?: boolean
  readonly document?: boolean
  readonly eventstream?: boolean
  readonly payload?: string
  readonly flattened?: boolean
  readonly timestampFormat?: string
}

export interface PublishedMember {
  readonly shape: string
  readonly location?: string
  readonly locationName?: string
  readonly queryName?: string
  readonly flattened?: boolean
  readonly xmlAttribute?: boolean
  readonly timestampFormat?: string
  readonly hostLabel?: boolean
  readonly idempotencyToken?: boolean
  readonly streaming?: boolean
  readonly jsonvalue?: boolean
}

export interface PublishedPaginator {
  readonly input_token: string | readonly string[]
  readonly output_token: string | readonly string[]
  readonly result_key?: string | readonly string[]
  readonly limit_key?: string
  readonly more_results?: string
  readonly non_aggregate_keys?: readonly string[]
}

export interface PublishedWaiter {
  readonly operation: string
  readonly delay: number
  readonly maxAttempts: number
  readonly acceptors: readonly {
    readonly state: string
    readonly matcher: string
    readonly expected: unknown
    readonly argument?: string
  }[]
}

/** Names that botocore gives otherwise than the CLI. */
const elsewhere: Readonly<Record<string, string>> = { s3api: 's3', configservice: 'config' }

export function readPublished(names: readonly string[]): Map<string, PublishedService> {
  const asked = names.map((name) => elsewhere[name] ?? name)
  const text = execFileSync('python3', [join(import.meta.dirname, 'dump.py'), ...asked], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  const answer = JSON.parse(text) as Record<string, PublishedService>
  return new Map(names.map((name, i) => [name, answer[asked[i]!]!]))
}
