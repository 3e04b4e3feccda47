import type { Operation, ServiceDocs, ServiceModel, Waiter } from '../../api/model.ts'
import { isPrivateService } from '../../api/private/index.ts'
import type { OperationArgument } from '../arguments/option.ts'
import { globalSynopsis, layGlobalOptions } from './common-parts.ts'
import { exampleOf } from './example.ts'
import { layInside, layMembers } from './members.ts'
import { type Page, page } from './page.ts'
import { layProse } from './prose.ts'
import { jsonSyntax, shorthandSyntax, typeName } from './syntax.ts'
import { commonOptions, notice, pagingOptions } from './texts.ts'

export interface OperationSubject {
  readonly service: ServiceModel
  readonly operation: Operation
  /** As typed: the operation's name, another one of its names, or the waiter's. */
  readonly name: string
  readonly arguments: readonly OperationArgument[]
  readonly docs: ServiceDocs | undefined
  readonly simulated: boolean
  /** For help on `wait`: what is waited for with this operation. */
  readonly waiter: Waiter | undefined
}

/** `aws <service> <operation> help` and `aws <service> wait <waiter> help`. */
export function operationPage(subject: OperationSubject): string {
  const { operation, name, docs, waiter } = subject
  const rows = rowsOf(subject.arguments)
  const paper = page(name)
  paper.heading('NAME')
  paper.paragraph(`${name} -`)
  paper.heading('DESCRIPTION')
  layDescription(paper, subject)
  paper.heading('SYNOPSIS')
  paper.literal([`  ${name}`, ...rows.map(synopsisOf), ...globalSynopsis()], 1)
  paper.heading('OPTIONS')
  if (rows.length === 0) paper.paragraph('None')
  for (const row of rows) layOption(paper, row, operation, docs)
  layGlobalOptions(paper)
  paper.heading('EXAMPLES')
  const tool = isPrivateService(subject.service.name) ? '' : 'aws '
  const command = `${tool}${subject.service.name} ${waiter ? 'wait ' : ''}${name}`
  paper.paragraph(`To run ${name} with as little as it needs:`)
  paper.literal(exampleOf(command, subject.arguments), 1)
  paper.heading('OUTPUT')
  if (!waiter && operation.output && operation.output.members.size > 0)
    layMembers(paper, operation.output, docs, 0)
  else paper.paragraph('None')
  if (docs && !isPrivateService(subject.service.name)) paper.paragraph(notice)
  return paper.text()
}

function layDescription(
  paper: Page,
  { service, operation, docs, simulated, waiter }: OperationSubject,
): void {
  if (!simulated) {
    paper.paragraph(
      `hopwise does not simulate ${service.name} ${operation.cliName}: this page describes what it does at AWS, and the command ends with exit status 255 here.`,
    )
  }
  if (waiter) {
    paper.paragraph(waiting(waiter, operation))
    return
  }
  layProse(paper, docs?.operation(operation.name) ?? '', 0)
  if (!isPrivateService(service.name)) paper.paragraph('See also: AWS API Documentation')
  const { paginator } = operation
  if (!paginator) return
  const lists = paginator.resultKeys.join(', ')
  paper.paragraph(
    `${operation.cliName} is a paginated operation: the command calls the service until it has the entire result. --no-paginate makes it one call. With --output text, --query sees one page at a time${lists && `, and what it picks has to come from ${lists}`}.`,
  )
}

function waiting({ name, delay, maxAttempts, acceptors }: Waiter, operation: Operation): string {
  const success = acceptors.find(({ state, matcher }) => state === 'success' && matcher.startsWith('path'))
  const goal = success
    ? `until ${success.argument} is ${success.expected} in the answer`
    : `until the answer is the one that ${name} asks for`
  return `Wait ${goal} to ${operation.cliName}. It asks every ${delay} seconds, and gives up after ${maxAttempts} attempts with exit status 255.`
}

/** Options that exclude each other are one row. */
type Row = readonly [OperationArgument, ...OperationArgument[]]

function rowsOf(declared: readonly OperationArgument[]): Row[] {
  const rows = new Map<string, Row>()
  for (const argument of declared) {
    if (argument.hidden) continue
    const key = argument.group ?? argument.name
    const row = rows.get(key)
    rows.set(key, row ? [...row, argument] : [argument])
  }
  return [...rows.values()]
}

function synopsisOf(row: Row): string {
  const [first] = row
  if (first.positional) return `<${first.name}>`
  const names = row.map(({ name }) => `--${name}`).join(' | ')
  const text = row.length > 1 || first.takes === 'none' ? names : `${names} <value>`
  return first.required ? text : `[${text}]`
}

function layOption(paper: Page, row: Row, operation: Operation, docs: ServiceDocs | undefined): void {
  const [first] = row
  const { member } = first
  const names = row.map(({ name, positional }) => (positional ? name : `--${name}`)).join(' | ')
  const kind =
    first.valueKind ?? (member ? typeName(member.shape) : first.takes === 'none' ? 'boolean' : 'string')
  const title = `${names} (${kind})${first.required ? ' [required]' : ''}`
  const text = commonOptions[first.name] ?? (first.positional ? first.help : undefined)
  if (text) {
    paper.paragraph(`${title} ${text}`)
    return
  }
  paper.term(title)
  const paging = operation.paginator && pagingOptions[first.name]
  const documented = member && operation.input && docs?.member(operation.input.name, member.name)
  layProse(paper, paging || documented || first.help || '', 1)
  if (!member || paging) return
  layInside(paper, member.shape, docs, 1, operation.input ? [operation.input.name] : [])
  laySyntax(paper, member.shape)
}

function laySyntax(paper: Page, shape: Parameters<typeof typeName>[0]): void {
  if (shape.kind === 'list' && !shorthandSyntax(shape) && !jsonSyntax(shape)) {
    paper.paragraph('Syntax:')
    const item = shape.member.kind === 'string' ? '"string"' : shape.member.kind
    paper.literal([`${item} ${item} ...`], 1)
  }
  const shorthand = shorthandSyntax(shape)
  if (shorthand) {
    paper.paragraph('Shorthand Syntax:')
    paper.literal([shorthand], 1)
  }
  const json = jsonSyntax(shape)
  if (!json) return
  paper.paragraph('JSON Syntax:')
  paper.literal(json, 1)
}
