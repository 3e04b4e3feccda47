import { describe, expect, it } from 'vitest'
import { accounts } from '../../../simulator/world/accounts.ts'
import { account, testCloud } from './services/cloud.ts'

const credentials = { accessKeyId: `AKIA${account}`, secretAccessKey: 'secret' }

describe('a request', () => {
  it('to a Region that does not exist finds no host of that name', () => {
    const { cloud } = testCloud()
    const request = { service: 'ec2', operation: 'DescribeVpcs', input: {}, region: 'us-east-9', credentials }
    expect(cloud.send(request)).toEqual({ unreachable: 'no-such-name' })
  })

  it('to a Region that the account has not switched on is not known there', () => {
    const { cloud, refused, refusedBy, ask } = testCloud()
    const where = { region: 'af-south-1' }
    expect(refused('DescribeVpcs', {}, where)).toBe(
      'AuthFailure: AWS was not able to validate the provided access credentials',
    )
    expect(refusedBy('sts', 'GetCallerIdentity', {}, where)).toBe(
      'InvalidClientTokenId: The security token included in the request is invalid.',
    )
    cloud.store.put(accounts, { id: account, name: 'learner', optedInto: ['af-south-1'] })
    expect(ask('DescribeVpcs', {}, where).Vpcs).toHaveLength(1)
  })
})
