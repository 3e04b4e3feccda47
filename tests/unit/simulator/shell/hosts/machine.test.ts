import { describe, expect, it } from 'vitest'
import { Files } from '../../../../../simulator/shell/files.ts'
import { distance } from '../../../../../simulator/shell/hosts/distances.ts'
import { hostsNamed } from '../../../../../simulator/shell/hosts/find-host.ts'
import { filesOf } from '../../../../../simulator/shell/hosts/host-files.ts'
import { parseHosts, parseResolver } from '../../../../../simulator/shell/hosts/resolver-files.ts'
import { Machine } from '../../../../../simulator/shell/machine.ts'
import { say, type World, worldOf } from '../../network/notation/world.ts'

const places = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  subnet far main b 10.0.2.0/24
  group open main | out all 0.0.0.0/0 | in all 0.0.0.0/0
  igw igw main
  route main-table 0.0.0.0/0 igw
  host web-1 web 10.0.1.10 open public
  host web-2 web 10.0.1.11 open
  host far-1 far 10.0.2.10 open
`

function machine(world: World, name: string): { machine: Machine; files: Files } {
  const [host] = hostsNamed(world.cloud.fabric, name)
  if (!host) throw new Error(`There is no ${name}.`)
  const files = new Files(filesOf(world.cloud, host), () => world.cloud.now)
  return { machine: new Machine(world.cloud, host, files), files }
}

const write = (files: Files, path: string, text: string) => files.write(path, new TextEncoder().encode(text))
const textOf = (files: Files, path: string) => new TextDecoder().decode(files.read(path))

describe('a machine', () => {
  it('has the addresses of its interfaces', () => {
    const { machine: own } = machine(worldOf(places), 'web-1')
    expect(own.cards).toMatchObject([
      {
        name: 'ens5',
        index: 2,
        mtu: 9001,
        addresses: [{ address: '10.0.1.10', length: 24 }],
        router: '10.0.1.1',
      },
    ])
    expect(own.hostname).toBe('ip-10-0-1-10.ec2.internal')
  })

  it('asks the DNS servers that its VPC names, and learns of others at once', () => {
    const world = worldOf(places)
    const { machine: own, files } = machine(world, 'web-1')
    expect(own.resolver).toEqual({ servers: ['10.0.0.2'], search: ['ec2.internal'] })
    const { DhcpOptions } = world.ask('CreateDhcpOptions', {
      DhcpConfigurations: [
        { Key: 'domain-name-servers', Values: ['10.0.2.53', 'AmazonProvidedDNS'] },
        { Key: 'domain-name', Values: ['corp.example'] },
      ],
    })
    world.ask('AssociateDhcpOptions', {
      DhcpOptionsId: DhcpOptions?.DhcpOptionsId ?? '',
      VpcId: world.id('main'),
    })
    expect(textOf(files, '/etc/resolv.conf')).toBe(
      'nameserver 10.0.2.53\nnameserver 10.0.0.2\nsearch corp.example\n',
    )
  })

  it('follows /etc/resolv.conf once somebody writes it', () => {
    const { machine: own, files } = machine(worldOf(places), 'web-1')
    const addresses = () => own.findAddresses({ host: 'ip-10-0-1-11.ec2.internal' }).addresses.length
    expect(addresses()).toBe(1)
    write(files, '/etc/resolv.conf', 'nameserver 10.0.9.9\n')
    expect(own.settingsFor('x')).toEqual({ servers: ['10.0.9.9'] })
    expect(addresses()).toBe(0)
  })

  it('puts search domains behind names without a dot', () => {
    const { machine: own } = machine(worldOf(places), 'web-1')
    expect(own.findAddresses({ host: 'ip-10-0-1-11' }).addresses).toEqual([0x0a00010b])
  })

  it('finds in /etc/hosts what it need not ask for', () => {
    const { machine: own, files } = machine(worldOf(places), 'web-1')
    write(files, '/etc/hosts', '10.0.2.10 db # the database\n')
    const { attempts, lookups } = own.connect({ host: 'DB', port: 22 })
    expect([attempts[0]?.address, lookups]).toEqual([0x0a00020a, []])
  })

  it.each([
    ['localhost', 22, 'connected'],
    ['127.0.0.1', 22, 'connected'],
    ['10.0.1.10', 22, 'connected'],
    ['localhost', 9, 'refused'],
    ['10.0.1.11', 9, 'refused'],
  ])('reaches %s port %s: %s', (host, port, outcome) => {
    expect(machine(worldOf(places), 'web-1').machine.connect({ host, port }).outcome).toBe(outcome)
  })

  it('keeps to itself what it sends itself, whatever its security groups say', () => {
    const world = worldOf(places)
    say(world, 'revoke open in all 0.0.0.0/0\nrevoke open out all 0.0.0.0/0')
    const { machine: own } = machine(world, 'web-1')
    expect([
      own.connect({ host: '10.0.1.10', port: 22 }).outcome,
      own.connect({ host: '10.0.1.11', port: 22 }).outcome,
    ]).toEqual(['connected', 'timeout'])
  })
})

describe('distance in milliseconds', () => {
  const trip = (from: string, host: string) => {
    const { machine: own } = machine(worldOf(places), from)
    const { attempts } = own.connect({ host, port: 22 })
    return own.roundTrip(attempts[0]!.trace!)
  }
  it.each([
    ['the same zone', 'web-1', '10.0.1.11', 0.4, 0.9],
    ['another zone', 'web-1', '10.0.2.10', 0.9, 1.8],
    ['the metadata service', 'web-1', '169.254.169.254', 0.05, 0.25],
  ])('within %s', (_, from, host, least, most) => {
    const milliseconds = trip(from, host)
    expect(milliseconds).toBeGreaterThanOrEqual(least)
    expect(milliseconds).toBeLessThan(most)
  })

  const region = (code: string) => ({ kind: 'zone', region: code, zone: 'x' }) as const
  it.each([
    ['us-east-1', 'us-east-2', 5, 25],
    ['us-east-1', 'us-west-2', 50, 80],
    ['us-east-1', 'eu-west-1', 60, 95],
    ['us-east-1', 'ap-southeast-1', 200, 260],
  ])('from %s to %s', (a, b, least, most) => {
    expect(distance(region(a), region(b))).toBeGreaterThan(least)
    expect(distance(region(a), region(b))).toBeLessThan(most)
    expect(distance(region(a), region(b))).toBeCloseTo(distance(region(b), region(a)))
  })

  it('to a site is between 5 and 20', () => {
    const sites = Array.from({ length: 50 }, (_, i) =>
      distance(region('us-east-1'), { kind: 'site', site: `site-${i}` }),
    )
    expect(Math.min(...sites)).toBeGreaterThanOrEqual(5)
    expect(Math.max(...sites)).toBeLessThanOrEqual(20)
  })

  it('is the same for the same packet at the same moment', () => {
    expect(trip('web-1', '10.0.1.11')).toBe(trip('web-1', '10.0.1.11'))
  })
})

describe('files that a system brings', () => {
  it('can be changed and removed, and are then nobody else’s', () => {
    const world = worldOf(places)
    const { files } = machine(world, 'web-1')
    const { files: others } = machine(world, 'web-2')
    write(files, '/etc/hosts', 'mine\n')
    files.remove('/etc/hostname')
    expect([textOf(files, '/etc/hosts'), files.list('/etc').includes('hostname')]).toEqual(['mine\n', false])
    expect([textOf(others, '/etc/hosts').includes('mine'), others.list('/etc').includes('hostname')]).toEqual(
      [false, true],
    )
  })

  it('take no room in the world', () => {
    const world = worldOf(places)
    const { version } = world.cloud.store
    const { files } = machine(world, 'web-1')
    files.list('/etc')
    textOf(files, '/etc/passwd')
    expect(world.cloud.store.version).toBe(version)
  })
})

describe('resolv.conf', () => {
  it.each([
    ['nameserver 10.0.0.2\n', { servers: ['10.0.0.2'], search: [] }],
    [
      '# none\nsearch a.example b.example\nnameserver 1.1.1.1 # one\n',
      { servers: ['1.1.1.1'], search: ['a.example', 'b.example'] },
    ],
    [
      'nameserver 1.1.1.1\nnameserver 2.2.2.2\nnameserver 3.3.3.3\nnameserver 4.4.4.4',
      { servers: ['1.1.1.1', '2.2.2.2', '3.3.3.3'], search: [] },
    ],
    ['search a\nsearch b', { servers: [], search: ['b'] }],
    ['', undefined],
  ])('%j', (text, settings) => {
    expect(parseResolver(text)).toEqual(settings)
  })
})

describe('hosts files', () => {
  it('give a name several addresses, and several names one', () => {
    const found = parseHosts('10.0.0.1 a A.example\n# 10.0.0.9 no\n10.0.0.2 a # b\n')
    expect([...found]).toEqual([
      ['a', ['10.0.0.1', '10.0.0.2']],
      ['a.example', ['10.0.0.1']],
    ])
  })
})
