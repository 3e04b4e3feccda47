import { arnEquals, arnLike, arnNotEquals, arnNotLike } from './arn.ts'
import { binaryEquals } from './binary.ts'
import { bool } from './bool.ts'
import {
  dateEquals,
  dateGreaterThan,
  dateGreaterThanEquals,
  dateLessThan,
  dateLessThanEquals,
  dateNotEquals,
} from './date.ts'
import { ipAddress, notIpAddress } from './ip-address.ts'
import {
  numericEquals,
  numericGreaterThan,
  numericGreaterThanEquals,
  numericLessThan,
  numericLessThanEquals,
  numericNotEquals,
} from './numeric.ts'
import type { Operator } from './operator.ts'
import {
  stringEquals,
  stringEqualsIgnoreCase,
  stringLike,
  stringNotEquals,
  stringNotEqualsIgnoreCase,
  stringNotLike,
} from './string.ts'

/** Every operator but `Null`, which asks whether a key is there and not what its value is. */
export const operators: ReadonlyMap<string, Operator> = new Map(
  [
    ...[stringEquals, stringNotEquals, stringEqualsIgnoreCase, stringNotEqualsIgnoreCase],
    ...[stringLike, stringNotLike],
    ...[numericEquals, numericNotEquals, numericLessThan, numericLessThanEquals],
    ...[numericGreaterThan, numericGreaterThanEquals],
    ...[dateEquals, dateNotEquals, dateLessThan, dateLessThanEquals],
    ...[dateGreaterThan, dateGreaterThanEquals],
    ...[bool, binaryEquals, ipAddress, notIpAddress],
    ...[arnEquals, arnNotEquals, arnLike, arnNotLike],
  ].map((operator) => [operator.name, operator]),
)
