import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { invalidParameter } from './errors.ts'
import { defaultVpcOf, vpcs } from './vpcs.ts'

export const describeAccountAttributes = operation(
  'ec2',
  'DescribeAccountAttributes',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeAccountAttributes' },
  ({ AttributeNames }, ctx) => {
    const asked: readonly string[] = AttributeNames ?? []
    for (const name of asked) {
      if (!attributes.has(name)) {
        throw invalidParameter(`Value (${name}) for parameter attributeName is invalid. Unknown attribute.`)
      }
    }
    const wanted = [...attributes].filter(([name]) => !asked.length || asked.includes(name))
    return {
      AccountAttributes: wanted.map(([AttributeName, read]) => ({
        AttributeName,
        AttributeValues: [{ AttributeValue: read(ctx) }],
      })),
    }
  },
)

const attributes = new Map(
  Object.entries<(ctx: Context) => string>({
    'supported-platforms': () => 'VPC',
    'vpc-max-security-groups-per-interface': (ctx) => String(ctx.limit('security-groups-per-eni')),
    'max-elastic-ips': (ctx) => String(ctx.limit('elastic-ips-per-region')),
    // No longer true of any account, and still told (EC2 API reference, DescribeAccountAttributes).
    'max-instances': () => '20',
    'vpc-max-elastic-ips': (ctx) => String(ctx.limit('elastic-ips-per-region')),
    'default-vpc': (ctx) => {
      const vpc = defaultVpcOf(ctx)
      return vpc ? vpcs.idOf(vpc) : 'none'
    },
  }),
)
