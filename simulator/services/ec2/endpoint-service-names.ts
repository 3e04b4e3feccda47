import { AwsError } from '../../api/error.ts'
import type { Ec2, Route53 } from '../../api/generated/types.d.ts'
import { rollText } from '../../kernel/random.ts'
import type { Store } from '../../kernel/store.ts'
import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { recordsAt } from '../route53/record-sets.ts'
import { endpointServices } from './endpoint-services.ts'
import { badEndpoint } from './vpc-endpoint-errors.ts'

// The private name of an endpoint service, and how its owner shows that the name is theirs (PrivateLink guide,
// manage-dns-names).

const lowercase = 'abcdefghijklmnopqrstuvwxyz0123456789'
const letters = `${lowercase}ABCDEFGHIJKLMNOPQRSTUVWXYZ`
const tokenLength = 20

/** A private name that a service can have: lowercase labels, the first of which may be `*`. */
export function requirePrivateName(name: string): void {
  const labels = name.split('.')
  const wellFormed = labels.every(
    (label, i) => (i === 0 && label === '*') || /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label),
  )
  if (wellFormed && labels.length > 1 && name.length <= 255) return
  throw badEndpoint(`The private DNS name '${name}' is not valid.`)
}

/** The record that AWS asks to see in the public DNS. */
export const newNameConfiguration = (store: Store): Ec2.PrivateDnsNameConfiguration => ({
  State: 'pendingVerification',
  Type: 'TXT',
  Value: `vpce:${rollText(store, letters, tokenLength)}`,
  Name: `_${rollText(store, lowercase, tokenLength)}`,
})

export const startVpcEndpointServicePrivateDnsVerification = operation(
  'ec2',
  'StartVpcEndpointServicePrivateDnsVerification',
  {
    fidelity: {
      simplified:
        'The record is looked for in public hosted zones of the simulated Route 53; a name that was verified stays so.',
    },
    source:
      'EC2 API reference, StartVpcEndpointServicePrivateDnsVerification; PrivateLink guide, manage-dns-names',
  },
  ({ ServiceId }, ctx) => {
    const service = endpointServices.require(ctx, ServiceId)
    const { PrivateDnsName, PrivateDnsNameConfiguration: before } = service.record
    if (PrivateDnsName === undefined) {
      throw badEndpoint(`The VPC endpoint service ${ServiceId} does not have a private DNS name.`)
    }
    if (before?.State !== 'verified') {
      endpointServices.update(ctx, service, {
        PrivateDnsNameConfiguration: { ...before, State: 'pendingVerification' },
      })
      ctx.after('endpoint-service-name-checked', 'endpoint-service-name-checked', { id: ServiceId })
    }
    return { ReturnValue: true }
  },
)

export const endpointServiceNameChecked = due<{ id: string }>(
  'endpoint-service-name-checked',
  ({ id }, ctx) => {
    const service = endpointServices.get(ctx, id)
    const { PrivateDnsName, PrivateDnsNameConfiguration: before } = service?.record ?? {}
    if (!service || PrivateDnsName === undefined || before?.State !== 'pendingVerification') return
    const found = placesOf(PrivateDnsName, before.Name ?? '').flatMap((name) => publicTexts(ctx, name))
    const State: Ec2.DnsNameState = found.includes(before.Value ?? '') ? 'verified' : 'failed'
    endpointServices.update(ctx, service, { PrivateDnsNameConfiguration: { ...before, State } })
  },
)

/** Where the record may be: below the name itself, or below the domain that the name is in. */
function placesOf(privateName: string, label: string): string[] {
  const name = privateName.replace(/^\*\./, '')
  const parent = name.slice(name.indexOf('.') + 1)
  return [name, ...(parent.includes('.') ? [parent] : [])].map((domain) => `${label}.${domain}`)
}

/** What TXT records of a name say in public hosted zones. Route 53's zones are a family above this one. */
function publicTexts(ctx: Pick<Context, 'store' | 'families'>, name: string): string[] {
  const absolute = `${name}.`
  const zones = ctx.families.all.find((family) => family.name === 'route53:hosted-zone')
  return (zones?.everyone(ctx) ?? [])
    .map(({ record }): Route53.HostedZone => record)
    .filter(({ Name, Config }) => absolute.endsWith(`.${Name}`) && !Config?.PrivateZone)
    .flatMap(({ Id = '' }) => recordsAt(ctx, Id, absolute))
    .filter(({ Type }) => Type === 'TXT')
    .flatMap(({ ResourceRecords = [] }) => ResourceRecords)
    .map(({ Value = '' }) => Value.replace(/^"([\s\S]*)"$/, '$1'))
}

export const modifyVpcEndpointServicePayerResponsibility = operation(
  'ec2',
  'ModifyVpcEndpointServicePayerResponsibility',
  { fidelity: 'exact', source: 'EC2 API reference, ModifyVpcEndpointServicePayerResponsibility' },
  ({ ServiceId, PayerResponsibility }, ctx) => {
    const service = endpointServices.require(ctx, ServiceId)
    // "This can be set only once": there is no value for taking it back.
    if (PayerResponsibility !== 'ServiceOwner') {
      throw new AwsError(
        'InvalidParameterValue',
        `Value (${PayerResponsibility}) for parameter payerResponsibility is invalid.`,
      )
    }
    endpointServices.update(ctx, service, { PayerResponsibility })
    return { ReturnValue: true }
  },
)
