import { beforeAll, describe, expect, test } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import names from '../../../../../simulator/cli/names.json' with { type: 'json' }
import { commandNames, isCommand, operationOf, subcommandsOf } from '../../../../../simulator/cli/names.ts'

beforeAll(async () => {
  await Promise.all(contract.services.map((service) => contract.need(service)))
})

/** Each service and name of a list by service. */
function pairs(list: Readonly<Record<string, readonly string[]>>): [string, string][] {
  return Object.entries(list).flatMap(([service, items]) =>
    items.map((item): [string, string] => [service, item]),
  )
}

const isModelled = ([service, name]: [string, string]) =>
  contract.model(service).operationByCliName(name) !== undefined

test('every service that is compiled is a command of the CLI', () => {
  expect(contract.services.filter((service) => !isCommand(service))).toEqual([])
})

test('no name is listed twice', () => {
  expect(new Set(commandNames).size).toBe(commandNames.length)
})

describe('what the CLI lists differs from what the models hold only where that is so', () => {
  test('names that are left out, and names that are newer, are in the models', () => {
    const listed = [...pairs(names.removed), ...pairs(names.newer)]
    expect(listed.filter((pair) => !isModelled(pair))).toEqual([])
  })

  test('names that are added are not', () => {
    expect([...pairs(names.unmodelled), ...pairs(names.extra)].filter(isModelled)).toEqual([])
  })
})

test.each([
  ['ec2', 'describe-vpcs', 'DescribeVpcs'],
  ['ec2', 'import-volume', undefined],
  ['ec2', 'create-metric-category', 'CreateMetricCategory'],
  ['rds', 'modify-option-group', undefined],
  ['rds', 'add-option-to-option-group', 'ModifyOptionGroup'],
  ['ec2', 'foo', undefined],
])('aws %s %s is %s', (service, subcommand, operation) => {
  expect(operationOf(contract.model(service), subcommand)?.name).toBe(operation)
})

test('wait is a subcommand where there is something to wait for', () => {
  expect(subcommandsOf(contract.model('ec2')).at(-1)).toBe('wait')
  expect(subcommandsOf(contract.model('sts'))).not.toContain('wait')
})
