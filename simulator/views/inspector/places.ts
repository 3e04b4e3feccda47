import type { Cloud } from '../../cloud.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { nameOfAccount, type Speaker } from '../mending/spell-repair.ts'
import type { Chapter, Inspection } from './inspection.ts'

// Places on the map that no service keeps a record of: accounts, Regions, zones, AWS's own services.

type Place = Pick<Inspection, 'kind' | 'name' | 'chapters'> & Partial<Inspection>

export function placeAt(cloud: Cloud, speaker: Speaker, id: string): Place | undefined {
  const { fabric } = cloud
  const [what, one = '', two = ''] = id.split('/')
  if (what === 'account') return accountAt(cloud, speaker, one)
  if (what === 'region') {
    const held = vpcs.everyone(fabric).filter(({ account, region }) => account === one && region === two)
    return {
      kind: 'place:region',
      name: two,
      account: one,
      region: two,
      chapters: [listed(held.map(({ record }) => record.VpcId ?? ''))],
    }
  }
  if (what === 'zone') {
    const held = subnets.by(fabric, 'vpc', one).filter(({ record }) => record.AvailabilityZone === two)
    return {
      kind: 'place:zone',
      name: two,
      chapters: [listed(held.map(({ record }) => record.SubnetId ?? ''))],
    }
  }
  const endpoints = vpcEndpoints.everyone(fabric).filter(({ record }) => record.ServiceName === id)
  if (endpoints.length) {
    return {
      kind: 'place:aws-service',
      name: id,
      chapters: [listed(endpoints.map(({ record }) => record.VpcEndpointId ?? ''))],
    }
  }
  if (id === 'internet' || id === 'aws/public')
    return { kind: `place:${id.replace('/', '-')}`, name: id, chapters: [] }
  return undefined
}

function accountAt(cloud: Cloud, speaker: Speaker, id: string): Place {
  const held = vpcs.everyone(cloud.fabric).filter(({ account }) => account === id)
  return {
    kind: 'place:account',
    name: nameOfAccount(cloud, speaker, id),
    account: id,
    chapters: [listed(held.map(({ record }) => record.VpcId ?? ''))],
  }
}

const listed = (ids: readonly string[]): Chapter => ({
  kind: 'attachments',
  table: { columns: ['resource'], rows: ids.map((id) => ({ cells: [id] })) },
})
