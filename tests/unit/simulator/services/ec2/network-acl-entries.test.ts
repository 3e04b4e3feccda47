import { describe, expect, it } from 'vitest'
import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account } from '../cloud.ts'
import { securityWorld } from './security-world.ts'

type Entry = Omit<Ec2.CreateNetworkAclEntryRequest, 'NetworkAclId'>

const web: Entry = {
  RuleNumber: 100,
  Protocol: '6',
  RuleAction: 'allow',
  Egress: false,
  CidrBlock: '10.0.0.0/8',
  PortRange: { From: 80, To: 90 },
}

function withAcl() {
  const world = securityWorld()
  const { ask, refused, vpc } = world
  const NetworkAclId = ask('CreateNetworkAcl', { VpcId: vpc }).NetworkAcl!.NetworkAclId!
  const read = () => ask('DescribeNetworkAcls', { NetworkAclIds: [NetworkAclId] }).NetworkAcls![0]!.Entries!
  return {
    ...world,
    NetworkAclId,
    create: (entry: Entry) => ask('CreateNetworkAclEntry', { NetworkAclId, ...entry }),
    replace: (entry: Entry) => ask('ReplaceNetworkAclEntry', { NetworkAclId, ...entry }),
    refuse: (entry: Entry) => refused('CreateNetworkAclEntry', { NetworkAclId, ...entry }),
    refuseReplace: (entry: Entry) => refused('ReplaceNetworkAclEntry', { NetworkAclId, ...entry }),
    /** The entries without those whose number is an asterisk. */
    numbered: () => read().filter((entry) => entry.RuleNumber! < 32767),
    read,
  }
}

const { PortRange: _, ...portless } = web
const { CidrBlock: __, ...placeless } = web
const ping = { ...portless, Protocol: '1', IcmpTypeCode: { Type: 8, Code: -1 } }

describe('CreateNetworkAclEntry', () => {
  const accepted: Record<string, [entry: Entry, printed: Ec2.NetworkAclEntry]> = {
    'a port range': [web, web],
    udp: [
      { ...web, Protocol: '17' },
      { ...web, Protocol: '17' },
    ],
    'a denial': [
      { ...web, RuleAction: 'deny' },
      { ...web, RuleAction: 'deny' },
    ],
    'the lowest number': [
      { ...web, RuleNumber: 1 },
      { ...web, RuleNumber: 1 },
    ],
    'the highest number': [
      { ...web, RuleNumber: 32766 },
      { ...web, RuleNumber: 32766 },
    ],
    'host bits, cleared': [
      { ...web, CidrBlock: '100.68.0.18/18' },
      { ...web, CidrBlock: '100.68.0.0/18' },
    ],
    'an IPv6 block': [
      { ...placeless, Ipv6CidrBlock: '2001:DB8::1/32' },
      { ...placeless, Ipv6CidrBlock: '2001:db8::/32' },
    ],
    'an ICMP type with all of its codes': [ping, ping],
    'ICMP without its ports': [{ ...ping, PortRange: { From: 1, To: 2 } }, ping],
    'all protocols without their ports': [
      { ...web, Protocol: '-1' },
      { ...portless, Protocol: '-1' },
    ],
    'another protocol without its ports': [
      { ...web, Protocol: '50' },
      { ...portless, Protocol: '50' },
    ],
    'ICMPv6 over IPv4, without its type': [
      { ...ping, Protocol: '58' },
      { ...portless, Protocol: '58' },
    ],
  }
  it.each(Object.entries(accepted))('takes %s', (_name, [entry, printed]) => {
    const { create, numbered } = withAcl()
    expect(create(entry)).toEqual({})
    expect(numbered()).toEqual([printed])
  })

  it('keeps type and code of ICMPv6', () => {
    const { create, numbered } = withAcl()
    const { CidrBlock: _cidr, PortRange: _ports, ...rest } = web
    const IcmpTypeCode = { Type: -1, Code: -1 }
    create({ ...rest, Protocol: '58', Ipv6CidrBlock: '::/0', IcmpTypeCode })
    expect(numbered()).toEqual([{ ...rest, Protocol: '58', Ipv6CidrBlock: '::/0', IcmpTypeCode }])
  })

  it('lists outbound entries first, each direction by number', () => {
    const { create, read } = withAcl()
    create({ ...web, RuleNumber: 200 })
    create(web)
    create({ ...web, RuleNumber: 150, Egress: true })
    expect(read().map((entry) => `${entry.Egress ? 'out' : 'in'} ${entry.RuleNumber}`)).toEqual([
      'out 150',
      'out 32767',
      'in 100',
      'in 200',
      'in 32767',
    ])
  })

  const number = (value: number) =>
    `InvalidParameterValue: Value (${value}) for parameter ruleNumber is invalid. ` +
    'Rule numbers must be between 1 and 32766.'
  const missing = (name: string) => `MissingParameter: The request must contain the parameter ${name}`
  const unknown = (name: string) =>
    `InvalidParameterValue: Invalid value '${name}' for IP protocol. Unknown protocol.`
  const refusals: Record<string, [entry: Entry, error: string]> = {
    'number 0': [{ ...web, RuleNumber: 0 }, number(0)],
    'the number of the last entry': [{ ...web, RuleNumber: 32767 }, number(32767)],
    'a protocol by name': [{ ...web, Protocol: 'tcp' }, unknown('tcp')],
    'protocol 256': [{ ...web, Protocol: '256' }, unknown('256')],
    'protocol -2': [{ ...web, Protocol: '-2' }, unknown('-2')],
    'an action that there is not': [
      { ...web, RuleAction: 'reject' as 'deny' },
      'InvalidParameterValue: Value (reject) for parameter ruleAction is invalid. Use allow or deny.',
    ],
    'no block': [placeless, "MissingParameter: Either 'cidrBlock' or 'ipv6CidrBlock' should be provided."],
    'two blocks': [
      { ...web, Ipv6CidrBlock: '::/0' },
      'InvalidParameterCombination: The parameter ipv6CidrBlock cannot be used with the parameter cidrBlock',
    ],
    'a block that is none': [
      { ...web, CidrBlock: '10.0.0.0' },
      'InvalidParameterValue: Value (10.0.0.0) for parameter cidrBlock is invalid. This is not a valid CIDR block.',
    ],
    'an IPv4 block as IPv6': [
      { ...placeless, Ipv6CidrBlock: '10.0.0.0/8' },
      'InvalidParameterValue: Value (10.0.0.0/8) for parameter ipv6CidrBlock is invalid. This is not a valid CIDR block.',
    ],
    'tcp without ports': [portless, missing('portRange.from')],
    'udp without a last port': [{ ...web, Protocol: '17', PortRange: { From: 80 } }, missing('portRange.to')],
    'ports the wrong way round': [
      { ...web, PortRange: { From: 90, To: 80 } },
      'InvalidParameterValue: Invalid TCP/UDP port range (90:80)',
    ],
    'a port above 65535': [
      { ...web, PortRange: { From: 80, To: 65536 } },
      'InvalidParameterValue: TCP/UDP (to) port (65536) out of range',
    ],
    'ICMP without a type': [{ ...portless, Protocol: '1' }, missing('icmpTypeCode.type')],
    'ICMP without a code': [{ ...ping, IcmpTypeCode: { Type: 8 } }, missing('icmpTypeCode.code')],
    'ICMPv6 without a type': [
      { ...placeless, Protocol: '58', Ipv6CidrBlock: '::/0' },
      missing('icmpTypeCode.type'),
    ],
    'an ICMP code above 255': [
      { ...ping, IcmpTypeCode: { Type: 8, Code: 256 } },
      'InvalidParameterValue: ICMP code (256) out of range',
    ],
  }
  it.each(Object.entries(refusals))('refuses %s', (_name, [entry, error]) => {
    expect(withAcl().refuse(entry)).toBe(error)
  })

  it('refuses a number that the direction has, not one that the other has', () => {
    const { create, refuse } = withAcl()
    create(web)
    create({ ...web, Egress: true })
    expect(refuse({ ...web, CidrBlock: '172.16.0.0/12' })).toBe(
      'NetworkAclEntryAlreadyExists: The network acl entry identified by 100 already exists.',
    )
  })

  it('refuses a network ACL that is not there', () => {
    expect(withAcl().refused('CreateNetworkAclEntry', { NetworkAclId: 'acl-1', ...web })).toBe(
      "InvalidNetworkAclID.NotFound: The networkAcl ID 'acl-1' does not exist",
    )
  })

  it('stops at twenty in each direction, the last one included, for IPv4 and IPv6 apart', () => {
    const { cloud, create, refuse, replace } = withAcl()
    const full = 'NetworkAclEntryLimitExceeded: The maximum number of network acl entries has been reached.'
    for (let RuleNumber = 1; RuleNumber <= 19; RuleNumber++) create({ ...web, RuleNumber })
    expect(refuse(web)).toBe(full)
    create({ ...web, Egress: true })
    create({ ...placeless, Ipv6CidrBlock: '::/0' })
    replace({ ...web, RuleNumber: 19, RuleAction: 'deny' })
    raiseQuota(cloud.store, { account, region: 'us-east-1' }, 'rules-per-nacl', 21)
    create({ ...web, RuleNumber: 20 })
  })
})

describe('ReplaceNetworkAclEntry', () => {
  it('puts an entry in the place of the one with its number', () => {
    const { create, replace, numbered } = withAcl()
    create(web)
    expect(replace(ping)).toEqual({})
    expect(numbered()).toEqual([ping])
  })

  it('refuses a number that the direction does not have', () => {
    const { create, refuseReplace } = withAcl()
    create(web)
    expect(refuseReplace({ ...web, Egress: true })).toBe(
      'InvalidNetworkAclEntry.NotFound: no egress entry with number 100',
    )
    expect(refuseReplace({ ...web, RuleNumber: 101 })).toBe(
      'InvalidNetworkAclEntry.NotFound: no ingress entry with number 101',
    )
  })

  it('reads entries as strictly as when they were created', () => {
    const { create, refuseReplace } = withAcl()
    create(web)
    expect(refuseReplace({ ...web, Protocol: 'udp' })).toBe(
      "InvalidParameterValue: Invalid value 'udp' for IP protocol. Unknown protocol.",
    )
  })
})

describe('DeleteNetworkAclEntry', () => {
  it('deletes the entry of a number and direction', () => {
    const { ask, create, numbered, NetworkAclId } = withAcl()
    create(web)
    create({ ...web, Egress: true })
    expect(ask('DeleteNetworkAclEntry', { NetworkAclId, RuleNumber: 100, Egress: true })).toEqual({})
    expect(numbered()).toEqual([web])
  })

  it('refuses what is not there, and the entry that cannot go', () => {
    const { refused, NetworkAclId } = withAcl()
    const remove = (RuleNumber: number) =>
      refused('DeleteNetworkAclEntry', { NetworkAclId, RuleNumber, Egress: false })
    expect(remove(100)).toBe('InvalidNetworkAclEntry.NotFound: no ingress entry with number 100')
    expect(remove(32767)).toBe(
      'InvalidParameterValue: Value (32767) for parameter ruleNumber is invalid. ' +
        'Rule numbers must be between 1 and 32766.',
    )
  })
})
