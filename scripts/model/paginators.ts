import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OperationFact, PaginatorFact, ServiceFact } from './ir.ts'

/** What the CLI's paginators have otherwise than can be derived from the client; null where the CLI has none. */
export type PaginatorTable = Readonly<Record<string, WrittenPaginator | null>>

/** As in a compiled model, except that a list of one is written as its element. */
type WrittenPaginator = readonly [
  inputToken: string | readonly string[],
  outputToken: string | readonly string[],
  resultKeys: string | readonly string[],
  limitKey?: string | null,
  moreResults?: string | null,
  nonAggregateKeys?: string | readonly string[],
]

export function applyPaginators(
  clientFolder: string | undefined,
  service: ServiceFact,
  table: PaginatorTable,
): void {
  const declared = clientFolder
    ? readClientPaginators(join(clientFolder, 'dist-es', 'pagination'))
    : new Map()
  for (const operation of service.operations) {
    const written = table[operation.name]
    if (written) operation.paginator = unfold(written)
    else if (written === undefined)
      operation.paginator = derive(service, operation, declared.get(operation.name))
  }
}

type ClientPaginator = readonly [inputToken: string, outputToken: string, limitKey: string]

function readClientPaginators(folder: string): Map<string, ClientPaginator> {
  const found = new Map<string, ClientPaginator>()
  if (!existsSync(folder)) return found
  const call = /createPaginator\(\w+, (\w+)Command, "([^"]*)", "([^"]*)", "([^"]*)"/
  for (const file of readdirSync(folder).sort()) {
    const match = call.exec(readFileSync(join(folder, file), 'utf8'))
    if (match) found.set(match[1]!, [match[2]!, match[3]!, match[4]!])
  }
  return found
}

/** The client does not say what the pages are made of: it is the list of the output, where there is one. */
function derive(
  service: ServiceFact,
  { output }: OperationFact,
  declared: ClientPaginator | undefined,
): PaginatorFact | undefined {
  if (!declared || !output) return undefined
  const [inputToken, outputToken, limitKey] = declared
  const lists = service.structures.get(output)!.members.filter(({ type }) => type.kind === 'list')
  return {
    inputToken: [inputToken],
    outputToken: [outputToken.replace(/^_/, '')],
    resultKeys: lists.map(({ name }) => name),
    ...(limitKey && { limitKey }),
  }
}

const list = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value

function unfold(written: WrittenPaginator): PaginatorFact {
  const [inputToken, outputToken, resultKeys, limitKey, moreResults, nonAggregateKeys] = written
  return {
    inputToken: list(inputToken),
    outputToken: list(outputToken),
    resultKeys: list(resultKeys),
    ...(limitKey && { limitKey }),
    ...(moreResults && { moreResults }),
    ...(nonAggregateKeys && { nonAggregateKeys: list(nonAggregateKeys) }),
  }
}
