import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatPrefix, parsePrefix, prefixAt, prefixesOverlap } from '../../simulator/kernel/address.ts'
import { raiseQuota } from '../../simulator/world/quotas.ts'
import { account, testCloud } from '../unit/simulator/services/cloud.ts'
import { runs } from './arbitraries.ts'

const block = fc
  .record({ offset: fc.integer({ min: 0, max: 0xffff }), length: fc.integer({ min: 17, max: 28 }) })
  .map(({ offset, length }) => formatPrefix(prefixAt(0x0a000000 + offset, length)))

it('a subnet is made exactly when its block overlaps none that is there', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(block, fc.boolean()), { maxLength: 60 }), (attempts) => {
      const { ask, cloud } = testCloud()
      const VpcId = ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!
      raiseQuota(cloud.store, { account, region: 'us-east-1' }, 'subnets-per-vpc', 1000)
      const there = new Map<string, string>()
      for (const [CidrBlock, deletesOne] of attempts) {
        const prefix = parsePrefix(CidrBlock)!.prefix
        const isFree = [...there.keys()].every(
          (other) => !prefixesOverlap(parsePrefix(other)!.prefix, prefix),
        )
        const response = cloud.send({
          service: 'ec2',
          operation: 'CreateSubnet',
          input: { VpcId, CidrBlock },
          region: 'us-east-1',
          credentials: { accessKeyId: `AKIA${account}`, secretAccessKey: 'secret' },
        })
        expect('output' in response).toBe(isFree)
        if ('output' in response) {
          const { SubnetId } = response.output['Subnet'] as { SubnetId: string }
          there.set(CidrBlock, SubnetId)
        }
        const [oldest] = there
        if (deletesOne && oldest) {
          ask('DeleteSubnet', { SubnetId: oldest[1] })
          there.delete(oldest[0])
        }
      }
    }),
    runs(30),
  )
})
