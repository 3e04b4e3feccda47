import { ec2Request } from '../../../network/mending/repair.ts'
import { vpcs } from '../../../services/ec2/vpcs.ts'
import { type Mutator, mutant } from '../mutator.ts'

/** A VPC’s DNS attributes are off. */
export const vpcDns: Mutator = {
  name: 'vpc-dns',
  changes: ['packets', 'names'],
  mutants: ({ fabric, vpcs: used, called }) =>
    vpcs
      .everyone(fabric)
      .filter(({ record }) => used.has(record.VpcId ?? ''))
      .flatMap((vpc) => {
        const { VpcId = '' } = vpc.record
        const off = { Value: false }
        return [
          ...(vpc.side.dnsSupport
            ? [
                mutant(
                  `DNS support is off in ${called(VpcId)}`,
                  ec2Request(vpc, 'ModifyVpcAttribute', { VpcId, EnableDnsSupport: off }),
                ),
              ]
            : []),
          ...(vpc.side.dnsHostnames
            ? [
                mutant(
                  `DNS hostnames are off in ${called(VpcId)}`,
                  ec2Request(vpc, 'ModifyVpcAttribute', { VpcId, EnableDnsHostnames: off }),
                ),
              ]
            : []),
        ]
      }),
}
