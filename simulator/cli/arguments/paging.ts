import type { Operation } from '../../api/model.ts'
import { kebab } from '../../api/names.ts'
import { invalid } from '../errors.ts'
import type { ArgumentTable } from './operation-arguments.ts'
import type { Input, Parsed } from './option.ts'

const options = ['starting-token', 'page-size', 'max-items']

/** Members that page by hand. */
function manualMembers({ paginator }: Operation): string[] {
  if (!paginator) return []
  return paginator.limitKey === undefined
    ? [...paginator.inputToken]
    : [...paginator.inputToken, paginator.limitKey]
}

/** Whether the line leaves paging to the command: a token or a limit of the service's own means that it does not. */
export function settlePaging(
  table: ArgumentTable,
  operation: Operation,
  values: Parsed,
  wanted: boolean,
): boolean {
  if (!operation.paginator) return wanted
  const manual = manualMembers(operation).map((member) => kebab(member))
  const paginate =
    wanted && !manual.some((name) => name !== 'max-items' && !options.includes(name) && values.has(name))
  if (!paginate) refuseOptions(values, (name) => table.get(name)?.shadowed !== undefined)
  return paginate
}

/** The same for the members of a whole input. */
export function settlePagingOf(operation: Operation, input: Input, values: Parsed, wanted: boolean): boolean {
  if (!wanted || !manualMembers(operation).some((member) => member in input)) return wanted
  refuseOptions(values, () => false)
  return false
}

function refuseOptions(values: Parsed, isShadowing: (name: string) => boolean): void {
  const used = options.filter((name) => values.get(name) && !isShadowing(name))
  if (used.length === 0) return
  const names = used.map((name) => `--${name}`).join(', ')
  throw invalid(`Cannot specify --no-paginate along with pagination arguments: ${names}`)
}
