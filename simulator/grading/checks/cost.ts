import { z } from 'zod'
import { defineCheck } from '../define.ts'

const params = z.strictObject({
  'at-most': z.number().min(0).describe('US dollars a month, of 730 hours.'),
  account: z
    .string()
    .regex(/^\d{12}$|\$/, { error: 'expected an account of 12 digits' })
    .optional()
    .describe('One account’s bill alone.'),
  gigabytes: z
    .record(z.string().max(2048), z.number().min(0))
    .default({})
    .describe('Traffic of the month: gigabytes by the id of what it goes through, or its Name tag.'),
})

export const cost = defineCheck({
  type: 'cost',
  summary: 'What is there now costs no more than so much a month, with the traffic that is stated.',
  params,

  expected: ({ 'at-most': most, account }) =>
    `at most ${usd(most)} a month${account === undefined ? '' : ` in account ${account}`}`,

  evaluate(subject, { 'at-most': most, account, gigabytes }) {
    const byId = Object.fromEntries(
      Object.entries(gigabytes).map(([name, amount]) => [idOf(subject, name), amount]),
    )
    const {
      usd: sum,
      lines,
      unknown,
    } = subject.costOf({ ...(account !== undefined && { account }), gigabytes: byId })
    const dearest = [...lines].sort((a, b) => (b.usd ?? 0) - (a.usd ?? 0)).filter((line) => line.usd)
    const told = dearest
      .slice(0, 12)
      .map((line) => `${usd(line.usd ?? 0).padStart(10)}  ${line.name}  ${line.resource}`)
    return {
      met: sum <= most + 0.005,
      observed: `${usd(sum)} a month`,
      proof: { kind: 'bill', text: [...told, ...unknown].join('\n') },
      resources: sum > most ? dearest.slice(0, 5).map(({ resource }) => resource) : [],
    }
  },
})

const usd = (amount: number): string => `${amount.toFixed(2)} USD`

/** Resources are stated by their id, or by a Name tag that one of them has. */
function idOf({ fabric }: Parameters<typeof cost.evaluate>[0], name: string): string {
  if (fabric.families.ofId(name)?.get(fabric, name)) return name
  for (const family of fabric.families.all) {
    for (const held of family.everyone(fabric)) {
      if (
        family.tagsOf(held).some(({ Key, Value }) => Key === 'Name' && Value === name) &&
        isBilled(family.name)
      ) {
        return family.idOf(held)
      }
    }
  }
  return name
}

/** Families whose resources have a price by the gigabyte. */
const billed = new Set(['ec2:vpc-endpoint', 'ec2:natgateway', 'ec2:vpn-connection'])
const isBilled = (name: string): boolean => billed.has(name)
