// Python is what the AWS CLI is written in, and its readings of numbers and its words for what is not a
// number reach the learner.

import { pythonRepr } from '../../api/python-text.ts'
import { CliError } from '../errors.ts'

/** A whole number as Python's int() reads one, or undefined. */
export function readInteger(text: string): number | undefined {
  const trimmed = text.trim()
  return /^[+-]?\d+(_\d+)*$/.test(trimmed) ? Number(trimmed.replaceAll('_', '')) : undefined
}

export function parseInteger(text: string): number {
  const number = readInteger(text)
  if (number === undefined) throw new CliError(`invalid literal for int() with base 10: ${pythonRepr(text)}`)
  return number
}

export function parseFloatingPoint(text: string): number {
  const trimmed = text.trim().replace(/(?<=\d)_(?=\d)/g, '')
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return Number(trimmed)
  if (/^[+-]?inf(inity)?$/i.test(trimmed)) return trimmed.startsWith('-') ? -Infinity : Infinity
  if (/^[+-]?nan$/i.test(trimmed)) return Number.NaN
  throw new CliError(`could not convert string to float: ${pythonRepr(text)}`)
}
