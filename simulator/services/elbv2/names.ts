import type { Elbv2 } from '../../api/generated/types.d.ts'
import { rollText } from '../../kernel/random.ts'
import type { Scope } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { validationError } from './errors.ts'

// Names and ARNs of load balancers and what belongs to them.

const longestName = 32

/** API reference, CreateLoadBalancer and CreateTargetGroup: what `Name` may be. `what` begins AWS's sentence. */
export function requireName(what: string, name: string): void {
  if (name.length > longestName)
    throw validationError(`${what} '${name}' cannot be longer than '${longestName}' characters`)
  if (!/^[a-zA-Z0-9-]+$/.test(name)) {
    throw validationError(
      `${what} '${name}' can only contain characters that are alphanumeric characters or hyphens(-)`,
    )
  }
  if (name.startsWith('-') || name.endsWith('-')) {
    throw validationError(`${what} '${name}' cannot begin or end with '-'`)
  }
}

/** The sixteen hexadecimal digits that end every ARN of the service. */
export const newTail = (ctx: Pick<Context, 'store'>): string =>
  rollText(ctx.store, '0123456789abcdef', tailLength)

const tailLength = 16

export const typeInArn: Readonly<Record<Elbv2.LoadBalancerTypeEnum, string>> = {
  application: 'app',
  network: 'net',
  gateway: 'gwy',
}

export const arnOf = ({ region, account }: Scope, resource: string): string =>
  `arn:aws:elasticloadbalancing:${region}:${account}:${resource}`

/** `net/my-nlb/50dc6c495c0c9188`: what a load balancer is called in ARNs and in its interfaces' descriptions. */
export const pathOf = ({ LoadBalancerArn = '' }: Elbv2.LoadBalancer): string =>
  LoadBalancerArn.slice(LoadBalancerArn.indexOf(':loadbalancer/') + ':loadbalancer/'.length)

const forms = {
  'load balancer': /^arn:aws[a-z-]*:elasticloadbalancing:[^:]*:[^:]*:loadbalancer\/.+/,
  'target group': /^arn:aws[a-z-]*:elasticloadbalancing:[^:]*:[^:]*:targetgroup\/.+/,
  listener: /^arn:aws[a-z-]*:elasticloadbalancing:[^:]*:[^:]*:listener\/.+/,
  'listener rule': /^arn:aws[a-z-]*:elasticloadbalancing:[^:]*:[^:]*:listener-rule\/.+/,
} as const

export function requireArn(kind: keyof typeof forms, arn: string): void {
  if (!forms[kind].test(arn)) throw validationError(`'${arn}' is not a valid ${kind} ARN`)
}
