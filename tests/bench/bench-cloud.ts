import { contract } from '../../simulator/api/contract.ts'
import { Cloud } from '../../simulator/cloud.ts'
import { accessKeys, rootOf } from '../../simulator/world/accounts.ts'
import { raiseQuota } from '../../simulator/world/quotas.ts'

export const account = '123456789012'
export const region = 'us-east-1'
const credentials = { accessKeyId: 'AKIABENCH', secretAccessKey: 'secret' }

/** A cloud without quotas in the way, and requests to it as short words. */
export class Bench {
  readonly cloud = Cloud.create({ contract })

  constructor() {
    const { store } = this.cloud
    store.put(accessKeys, { ...credentials, principal: rootOf(account) })
    const raised = [
      'vpcs-per-region',
      'subnets-per-vpc',
      'rules-per-security-group',
      'security-groups-per-region',
      'interface-endpoints-per-vpc',
      'enis-per-region',
    ]
    for (const quota of raised) raiseQuota(store, { account, region }, quota, 1_000_000)
  }

  ask(
    operation: string,
    input: Readonly<Record<string, unknown>> = {},
    service = 'ec2',
  ): Record<string, unknown> {
    const response = this.cloud.send({ service, operation, input, region, credentials })
    if ('output' in response) return response.output
    throw new Error(`${operation}: ${JSON.stringify(response)}`)
  }

  vpc(number = 0): string {
    const cidr = `${10 + Math.floor(number / 256)}.${number % 256}.0.0/16`
    return (this.ask('CreateVpc', { CidrBlock: cidr })['Vpc'] as { VpcId: string }).VpcId
  }

  vpcs(count: number): string[] {
    return Array.from({ length: count }, (_, number) => this.vpc(number))
  }
}
