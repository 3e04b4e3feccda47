import type { Member, Operation, ServiceModel } from '../../../api/model.ts'
import type { CallContext, Input, OperationArgument, Parsed } from '../option.ts'

/** What the AWS CLI does otherwise than the model says, for some commands of one service. */
export interface Customisation {
  readonly service: string
  /** Names of commands; all of the service's when absent. */
  readonly commands?: readonly string[]
  /** Changes the arguments that the model gives. */
  shape?(table: Map<string, OperationArgument>, operation: Operation, service: ServiceModel): void
  /** Refuses combinations of arguments. */
  check?(values: Parsed): void
  /** Changes the request's input just before it is validated. */
  prepare?(input: Input, context: CallContext, operation: Operation): void
  /** Changes the answer before it is printed. */
  finish?(output: Input, values: Parsed, context: CallContext): Input
}

/** An argument that is the CLI's own: a text, for no member in particular. */
export function ownArgument(
  name: string,
  help: string,
  addTo: OperationArgument['addTo'],
  more: Partial<OperationArgument> = {},
): OperationArgument {
  return { name, key: name, takes: 'one', valueKind: 'string', help, ...(addTo ? { addTo } : {}), ...more }
}

/** Gives an argument another name, in its place. */
export function rename(table: Map<string, OperationArgument>, from: string, to: string): void {
  replace(table, from, (argument) => [{ ...argument, name: to }])
}

/** Puts other arguments in an argument's place. */
export function replace(
  table: Map<string, OperationArgument>,
  name: string,
  change: (argument: OperationArgument) => readonly OperationArgument[],
): void {
  const found = table.get(name)
  if (!found) return
  const entries = [...table.values()].flatMap((argument) => (argument === found ? change(found) : [argument]))
  table.clear()
  for (const argument of entries) table.set(argument.name, argument)
}

export function hide(table: Map<string, OperationArgument>, ...names: readonly string[]): void {
  for (const name of names) replace(table, name, (argument) => [{ ...argument, hidden: true }])
}

/** A structure without one of its members. */
export function without(member: Member, left: string): Member {
  if (member.shape.kind !== 'structure') return member
  const members = new Map([...member.shape.members].filter(([name]) => name !== left))
  return { ...member, shape: { ...member.shape, members } }
}
