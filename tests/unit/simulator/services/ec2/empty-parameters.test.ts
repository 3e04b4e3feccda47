import { expect, it } from 'vitest'
import { testCloud } from '../cloud.ts'

// A variable that was never set is the empty text, or nothing at all. EC2 takes it for a parameter that is missing.

const { ask, refused } = testCloud('empty-parameters')
const id = 'vpce-0123456789abcdef0'

it.each([
  ['an empty id in a list that may be left out', 'DescribeInstances', { InstanceIds: [''] }, 'InstanceId'],
  ['an empty id beside another', 'DeleteVpcEndpoints', { VpcEndpointIds: [id, ''] }, 'VpcEndpointId'],
  ['no id at all, where there has to be one', 'TerminateInstances', { InstanceIds: [] }, 'InstanceId'],
  ['no id of an endpoint', 'DeleteVpcEndpoints', { VpcEndpointIds: [] }, 'VpcEndpointId'],
  ['an empty id', 'CreateSubnet', { VpcId: '', CidrBlock: '10.0.0.0/24' }, 'vpcId'],
] as const)('%s is a missing parameter', (_, operation, input, name) => {
  expect(refused(operation, input as never)).toBe(
    `MissingParameter: The request must contain the parameter ${name}`,
  )
})

it('an empty list that may be left out is left out', () => {
  expect(ask('DescribeVpcs', { VpcIds: [] }).Vpcs).toHaveLength(1)
})
