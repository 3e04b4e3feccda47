import { expect, it } from 'vitest'
import { serveWorld } from '../serve-world.ts'
import { openWorld } from '../several-accounts.ts'
import { tellBySdk } from './by-sdk.ts'
import { tellInTerminal } from './in-terminal.ts'

// One story told in different ways ends in the same state, ids and times apart. The third way, an AWS CLI that is
// installed, is in ../real-cli.

it('ends alike in the terminal and with AWS’s client for JavaScript', async () => {
  const start = await openWorld()
  const served = await serveWorld(start)
  const bySdk = await tellBySdk(served.url)
  await served.stop()

  const { end, stderr } = await tellInTerminal(start)
  expect(end).toEqual(bySdk)

  expect(stderr).toMatch(
    /^\naws: \[ERROR\]: An error occurred \(InvalidServiceName\) [^\n]+ does not exist\n$/,
  )
  const [endpoint] = end['customer DescribeVpcEndpoints']!['VpcEndpoints'] as Record<string, unknown>[]
  expect(endpoint).toMatchObject({
    State: 'available',
    Groups: [{ GroupName: 'more' }],
    Tags: [{ Key: 'Name', Value: 'api' }],
  })
  expect(endpoint!['SubnetIds']).toHaveLength(2)
  expect(end['retailer DescribeVpcEndpoints']).toMatchObject({
    VpcEndpoints: [{ State: 'available', SubnetIds: [expect.any(String)] }],
  })
  expect(end['provider DescribeVpcEndpointConnections']).toMatchObject({
    VpcEndpointConnections: [{ VpcEndpointState: 'available' }, { VpcEndpointState: 'available' }],
  })
})
