import { requestTo } from '../../../network/mending/repair.ts'
import { hostedZones } from '../../../services/route53/hosted-zones.ts'
import { recordsOf } from '../../../services/route53/record-sets.ts'
import { type Mutator, mutant } from '../mutator.ts'

/** A private hosted zone does not answer in a VPC, or a record of a zone is missing or wrong. */
export const zones: Mutator = {
  name: 'hosted-zones',
  changes: ['packets', 'names'],
  mutants: ({ fabric, called }) =>
    hostedZones.everyone(fabric).flatMap((zone) => {
      const { Id = '', Name = '' } = zone.record
      const HostedZoneId = Id.replace('/hostedzone/', '')
      const change = (how: string, Action: 'DELETE' | 'UPSERT', ResourceRecordSet: object) =>
        mutant(
          how,
          requestTo('route53', zone, 'ChangeResourceRecordSets', {
            HostedZoneId,
            ChangeBatch: { Changes: [{ Action, ResourceRecordSet: ResourceRecordSet as never }] },
          }),
        )
      return [
        ...zone.side.vpcs.map((VPC) =>
          mutant(
            `The hosted zone ${Name} does not answer in ${called(VPC.VPCId)}`,
            requestTo('route53', zone, 'DisassociateVPCFromHostedZone', { HostedZoneId, VPC }),
          ),
        ),
        ...recordsOf(fabric, Id)
          .filter(({ Type }) => Type !== 'NS' && Type !== 'SOA')
          .flatMap((record) => {
            const words = `the record ${record.Name} ${record.Type}`
            const removed = change(`Without ${words}`, 'DELETE', record)
            if (record.Type !== 'A' || !record.ResourceRecords) return [removed]
            const other = { ...record, ResourceRecords: [{ Value: '192.0.2.10' }] }
            return [removed, change(`The value 192.0.2.10 in ${words}`, 'UPSERT', other)]
          }),
      ]
    }),
}
