import { CliError, invalid } from '../../errors.ts'
import type { Input } from '../option.ts'
import { parseInteger } from '../python-values.ts'
import { type Customisation, ownArgument, replace } from './customisation.ts'

// One metric by simple options instead of `--metric-data`.

const simple = ['metric-name', 'timestamp', 'unit', 'value', 'dimensions', 'statistic-values']

function datum(input: Input): Record<string, unknown> {
  input.MetricData ??= [{}]
  return (input.MetricData as Record<string, unknown>[])[0]!
}

function decimal(text: string): number {
  if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)) {
    throw new CliError("[<class 'decimal.ConversionSyntax'>]")
  }
  return Number(text)
}

/** `a=1,b=2`; double quotes keep a comma inside a value. */
function pairs(text: string): [string, string][] {
  const fields = text.match(/(?:"[^"]*"|[^,])+/g) ?? []
  return fields.map((field) => {
    const parts = field.replaceAll('"', '').split('=')
    if (parts.length > 2) throw new CliError('too many values to unpack (expected 2)')
    if (parts.length < 2) throw new CliError('not enough values to unpack (expected 2, got 1)')
    return [parts[0]!, parts[1]!]
  })
}

const option = (name: string, help: string, member: string, read: (text: string) => unknown) =>
  ownArgument(name, help, (input, value) => {
    if (value !== undefined) datum(input)[member] = read(String(value))
  })

const asItIs = (text: string) => text

const options = [
  option('metric-name', 'The name of the metric.', 'MetricName', asItIs),
  option('timestamp', 'The time of the value; the time of arrival when left out.', 'Timestamp', asItIs),
  option('unit', 'The unit of the metric.', 'Unit', asItIs),
  option('value', 'The value of the metric.', 'Value', decimal),
  option('dimensions', 'Dimensions as Name=Value pairs with commas between them.', 'Dimensions', (text) =>
    pairs(text).map(([Name, Value]) => ({ Name, Value })),
  ),
  option(
    'statistic-values',
    'A set of statistics: Maximum, Minimum, SampleCount, Sum.',
    'StatisticValues',
    (text) => Object.fromEntries(pairs(text).map(([name, value]) => [name, decimal(value)])),
  ),
  option(
    'storage-resolution',
    'How finely the metric is stored, in seconds: 1 or 60.',
    'StorageResolution',
    parseInteger,
  ),
]

const putMetricData: Customisation = {
  service: 'cloudwatch',
  commands: ['put-metric-data'],
  shape(table) {
    replace(table, 'metric-data', (argument) => [{ ...argument, required: false }])
    for (const argument of options) table.set(argument.name, argument)
  },
  check(values) {
    const mixed = values.has('metric-data') && simple.find((name) => values.has(name))
    if (!mixed) return
    const key = mixed.replaceAll('-', '_')
    throw invalid(
      `The key "${key}" cannot be specified when one of the following keys are also specified: metric_data`,
    )
  },
}

export const cloudwatch: readonly Customisation[] = [putMetricData]
