import { formatAddress } from '../../kernel/address.ts'
import { instances } from '../../services/ec2/instances.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { linkLocalService } from '../link-local.ts'
import type { LinkLocal } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'

export const linkLocalAnswers: Rule<LinkLocal> = {
  id: 'link-local-service',
  question: 'Does AWS serve this address in the subnet?',
  judge({ fabric, packet, at: { eni } }) {
    const { VpcId = '', Attachment } = eni.record
    const service = linkLocalService(fabric, VpcId, packet.destination)
    if (!service) return drop('nothing-at-link-local', [formatAddress(packet.destination)])
    // VPC user guide, vpc-dns: without DNS support the resolver does not answer, at neither of its addresses.
    if (service === 'dns' && vpcs.get(fabric, VpcId)?.side.dnsSupport === false) {
      return drop('amazon-dns-is-off', [VpcId])
    }
    const instance = Attachment?.InstanceId
    if (service === 'metadata' && instance !== undefined) {
      const options = instances.get(fabric, instance)?.record.MetadataOptions
      if (options?.HttpEndpoint === 'disabled') return drop('metadata-is-off', [instance])
    }
    return pass('link-local-answers')
  },
}
