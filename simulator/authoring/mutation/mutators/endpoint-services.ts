import { ec2Request } from '../../../network/mending/repair.ts'
import { endpointConnections } from '../../../services/ec2/endpoint-connections.ts'
import { servicePermissions } from '../../../services/ec2/endpoint-service-permissions.ts'
import { endpointServices } from '../../../services/ec2/endpoint-services.ts'
import { vpcEndpoints } from '../../../services/ec2/vpc-endpoints.ts'
import { type Mutator, mutant } from '../mutator.ts'

/** An endpoint service lets others in than it should, or not those that it should. */
export const serviceOffers: Mutator = {
  name: 'endpoint-services',
  changes: ['packets', 'names', 'offers'],
  mutants: ({ fabric, called }) =>
    endpointServices.everyone(fabric).flatMap((service) => {
      const {
        ServiceId = '',
        AcceptanceRequired,
        NetworkLoadBalancerArns = [],
        PrivateDnsName,
      } = service.record
      const words = `the endpoint service ${called(ServiceId)}`
      const permitted = servicePermissions
        .by(fabric, 'service', ServiceId)
        .flatMap(({ record }) => record.Principal ?? [])
      const configured = (how: string, input: object) =>
        mutant(
          `${how} ${words}`,
          ec2Request(service, 'ModifyVpcEndpointServiceConfiguration', { ServiceId, ...input }),
        )
      const permission = (how: string, input: object) =>
        mutant(
          `${how} ${words}`,
          ec2Request(service, 'ModifyVpcEndpointServicePermissions', { ServiceId, ...input }),
        )
      const connected = endpointConnections.by(fabric, 'service', ServiceId)
      const ofState = (state: string) =>
        connected.flatMap(({ record: { VpcEndpointId = '' } }) => {
          const endpoint = vpcEndpoints.get(fabric, VpcEndpointId)
          return endpoint?.record.State?.toLowerCase() === state ? [VpcEndpointId] : []
        })
      return [
        ...ofState('available').map((id) =>
          mutant(
            `The connection of ${called(id)} to ${words} is rejected`,
            ec2Request(service, 'RejectVpcEndpointConnections', { ServiceId, VpcEndpointIds: [id] }),
          ),
        ),
        ...[...ofState('pendingacceptance'), ...ofState('rejected')].map((id) =>
          mutant(
            `The connection of ${called(id)} to ${words} is accepted`,
            ec2Request(service, 'AcceptVpcEndpointConnections', { ServiceId, VpcEndpointIds: [id] }),
          ),
        ),
        AcceptanceRequired
          ? configured('Nobody has to be accepted by', { AcceptanceRequired: false })
          : configured('Everybody has to be accepted by', { AcceptanceRequired: true }),
        ...(permitted.includes('*')
          ? []
          : [permission('Everybody may connect to', { AddAllowedPrincipals: ['*'] })]),
        ...permitted.map((one) =>
          permission(`${one} may not connect to`, { RemoveAllowedPrincipals: [one] }),
        ),
        ...(NetworkLoadBalancerArns.length > 1
          ? NetworkLoadBalancerArns.map((arn) =>
              configured(`${called(arn)} does not stand behind`, { RemoveNetworkLoadBalancerArns: [arn] }),
            )
          : []),
        ...(PrivateDnsName === undefined
          ? []
          : [configured('Without a private DNS name:', { RemovePrivateDnsName: true })]),
      ]
    }),
}
