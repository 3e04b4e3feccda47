import type { Dynamodb } from '../../api/generated/types.d.ts'

// DynamoDB developer guide, CapacityUnitCalculations.

export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1024))

export const readUnits = (bytes: number, isConsistent: boolean): number =>
  Math.max(1, Math.ceil(bytes / 4096)) * (isConsistent ? 1 : 0.5)

/** What an answer says about it, if the request asked. */
export function consumed(
  asked: Dynamodb.ReturnConsumedCapacity | undefined,
  TableName: string,
  CapacityUnits: number,
): Dynamodb.ConsumedCapacity | undefined {
  if (asked === undefined || asked === 'NONE') return undefined
  if (asked === 'TOTAL') return { TableName, CapacityUnits }
  return { TableName, CapacityUnits, Table: { CapacityUnits } }
}
