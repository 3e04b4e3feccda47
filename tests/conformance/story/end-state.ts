import { contract } from '../../../simulator/api/contract.ts'
import { kebab } from '../../../simulator/api/names.ts'
import type { Profile } from '../several-accounts.ts'

// What there is when the story has ended, as its people see it.

export interface Reading {
  readonly who: Profile
  readonly service: 'ec2' | 'elbv2'
  readonly operation: string
  /** Commands for members that the reading needs, from what earlier readings gave. */
  input?(earlier: EndState): Record<string, string>
}

type Answer = Readonly<Record<string, unknown>>
export type EndState = Readonly<Record<string, Answer>>

const everybody: readonly Profile[] = ['provider', 'customer', 'retailer']

const read = (operation: string, who: readonly Profile[] = everybody): Reading[] =>
  who.map((one) => ({ who: one, service: 'ec2', operation }))

const first = (state: EndState, reading: string, list: string, member: string): string =>
  (state[reading]![list] as readonly Record<string, string>[])[0]![member]!

const serviceId = (state: EndState) => ({
  ServiceId: first(
    state,
    'provider DescribeVpcEndpointServiceConfigurations',
    'ServiceConfigurations',
    'ServiceId',
  ),
})
const targetGroup = (state: EndState) => ({
  TargetGroupArn: first(state, 'provider DescribeTargetGroups', 'TargetGroups', 'TargetGroupArn'),
})
const loadBalancer = (state: EndState) => ({
  LoadBalancerArn: first(state, 'provider DescribeLoadBalancers', 'LoadBalancers', 'LoadBalancerArn'),
})

const elbv2 = (operation: string): Reading => ({ who: 'provider', service: 'elbv2', operation })

export const readings: readonly Reading[] = [
  ...read('DescribeVpcEndpoints', ['customer', 'retailer']),
  ...read('DescribeNetworkInterfaces'),
  ...read('DescribeSecurityGroups', ['provider', 'customer']),
  ...read('DescribeSubnets'),
  ...read('DescribeVpcEndpointServiceConfigurations', ['provider']),
  ...read('DescribeVpcEndpointConnections', ['provider']),
  ...read('DescribeInstances', ['provider']),
  elbv2('DescribeLoadBalancers'),
  elbv2('DescribeTargetGroups'),
  {
    who: 'provider',
    service: 'ec2',
    operation: 'DescribeVpcEndpointServicePermissions',
    input: serviceId,
  },
  { ...elbv2('DescribeListeners'), input: loadBalancer },
  { ...elbv2('DescribeTargetHealth'), input: targetGroup },
]

/** Every reading in turn; `ask` is how this person's client does it. */
export async function readEndState(
  ask: (reading: Reading, input: Record<string, string>) => Promise<Answer>,
): Promise<EndState> {
  const state: Record<string, Answer> = {}
  for (const reading of readings) {
    state[`${reading.who} ${reading.operation}`] = await ask(reading, reading.input?.(state) ?? {})
  }
  return alike(state)
}

/** The words behind `aws` that ask for a reading. */
export function wordsOf({ who, service, operation }: Reading, input: Record<string, string>): string[] {
  const { cliName } = contract.model(service).operation(operation)!
  const options = Object.entries(input).flatMap(([member, value]) => [`--${kebab(member)}`, value])
  return ['--profile', who, service, cliName, ...options]
}

/**
 * Ids by the order in which they are met, and nothing of times and of addresses that are drawn: worlds with the same
 * history then are the same.
 */
function alike(state: EndState): EndState {
  const met = new Map<string, string>()
  const text = JSON.stringify(state)
    .replace(drawn, (id) => {
      const name = met.get(id) ?? `<${met.size}>`
      met.set(id, name)
      return name
    })
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.]*(Z|\+00:00)/g, '<time>')
    .replace(/(?<=\b(?:10[.-]0|172[.-]31)[.-]\d+[.-])\d+\b(?!\/)/g, '<n>')
  return JSON.parse(text) as EndState
}

/** Ends of ids, client tokens, the part of an endpoint's names that nobody could guess, and hardware addresses. */
const drawn =
  /(?<=[-/])[0-9a-f]{16,17}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22,}|(?<=vpce-[0-9a-f]{17}-)[0-9a-z]{8}|([0-9a-f]{2}:){5}[0-9a-f]{2}/g
