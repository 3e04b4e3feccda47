import { AwsError } from '../../api/error.ts'
import { operation } from '../operation.ts'
import { defaultOptionsWord, dhcpOptions } from './dhcp-options.ts'
import { invalidCombination, invalidParameter, missingParameter } from './errors.ts'
import { vpcs } from './vpcs.ts'

export const describeVpcAttribute = operation(
  'ec2',
  'DescribeVpcAttribute',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeVpcAttribute' },
  ({ VpcId, Attribute }, ctx) => {
    const { side } = vpcs.require(ctx, VpcId)
    switch (Attribute) {
      case 'enableDnsSupport':
        return { VpcId, EnableDnsSupport: { Value: side.dnsSupport } }
      case 'enableDnsHostnames':
        return { VpcId, EnableDnsHostnames: { Value: side.dnsHostnames } }
      case 'enableNetworkAddressUsageMetrics':
        return { VpcId, EnableNetworkAddressUsageMetrics: { Value: side.addressUsageMetrics } }
      default:
        throw invalidParameter(`Value (${Attribute}) for parameter attribute is invalid. Unknown attribute.`)
    }
  },
)

export const modifyVpcAttribute = operation(
  'ec2',
  'ModifyVpcAttribute',
  { fidelity: 'exact', source: 'EC2 API reference, ModifyVpcAttribute' },
  ({ VpcId, EnableDnsHostnames, EnableDnsSupport, EnableNetworkAddressUsageMetrics }, ctx) => {
    const vpc = vpcs.require(ctx, VpcId)
    const changes = [
      { name: 'enableDnsHostnames', asked: EnableDnsHostnames, member: 'dnsHostnames' },
      { name: 'enableDnsSupport', asked: EnableDnsSupport, member: 'dnsSupport' },
      {
        name: 'enableNetworkAddressUsageMetrics',
        asked: EnableNetworkAddressUsageMetrics,
        member: 'addressUsageMetrics',
      },
    ].filter(({ asked }) => asked !== undefined)
    const [change] = changes
    if (!change) throw missingParameter('attribute')
    if (changes.length > 1) {
      const names = changes.map(({ name }) => name).join(', ')
      throw invalidCombination(`Fields for multiple attribute types specified: ${names}`)
    }
    const value = change.asked?.Value === true
    // The same page has the rule, but no error for it: the code is the usual one for such combinations.
    if (change.member === 'dnsHostnames' && value && !vpc.side.dnsSupport) {
      throw invalidCombination('DNS hostnames can only be enabled if DNS support is enabled.')
    }
    vpcs.update(ctx, vpc, {}, { [change.member]: value })
    return {}
  },
)

export const modifyVpcTenancy = operation(
  'ec2',
  'ModifyVpcTenancy',
  { fidelity: 'exact', source: 'EC2 API reference, ModifyVpcTenancy' },
  ({ VpcId, InstanceTenancy }, ctx) => {
    const vpc = vpcs.require(ctx, VpcId)
    // Errors page of the EC2 guide, InvalidTenancy: what is default already cannot be modified.
    if (InstanceTenancy !== 'default') {
      throw invalidParameter(`Value (${InstanceTenancy}) for parameter instanceTenancy is invalid.`)
    }
    if (vpc.record.InstanceTenancy === 'default') {
      throw new AwsError('InvalidTenancy', `The tenancy of the vpc '${VpcId}' is already default.`)
    }
    vpcs.update(ctx, vpc, { InstanceTenancy })
    return { ReturnValue: true }
  },
)

export const associateDhcpOptions = operation(
  'ec2',
  'AssociateDhcpOptions',
  { fidelity: 'exact', source: 'EC2 API reference, AssociateDhcpOptions' },
  ({ DhcpOptionsId, VpcId }, ctx) => {
    const vpc = vpcs.require(ctx, VpcId)
    // The word default means no options at all; describe-vpcs then shows the word itself.
    if (DhcpOptionsId !== defaultOptionsWord) dhcpOptions.require(ctx, DhcpOptionsId)
    vpcs.update(ctx, vpc, { DhcpOptionsId })
    return {}
  },
)
