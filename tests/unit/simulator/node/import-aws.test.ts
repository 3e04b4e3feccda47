import { cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { TraceReport } from '../../../../simulator/network/report.ts'
import { account, accounts, fateOf, importOf, modelOf, scratch } from './imported.ts'
import { run } from './run-program.ts'

describe('a flat folder of an older export', () => {
  account(
    'flat',
    [],
    `
    internet > i-web tcp/443       | accepted
    internet > i-web tcp/80        | denied-in at eni-web
    internet > 10.0.0.10 tcp/443   | null-routed at internet
    i-app > 198.51.100.7 tcp/443   | exits-network
    i-app > 198.51.100.7 tcp/80    | denied-out at eni-app
    i-app > 54.200.1.1 tcp/443     | exits-network
    web > app tcp/8085             | accepted
    web > app tcp/8091             | denied-in at eni-app
    i-app > 10.200.0.1 tcp/443     | null-routed at rtb-private
    i-web > 10.0.0.99 tcp/443      | no-neighbor at vpc-two-tier
    i-web > 10.0.99.1 tcp/443      | null-routed at vpc-two-tier
    i-web > i-nobody tcp/443       | hopwise trace: There is no "i-nobody" to send to.
    `,
  )
})

describe('a folder in another spelling, with lists alone, tags as objects and numbers as texts', () => {
  account(
    'snake-case',
    [],
    `
    front > back tcp/443  | accepted
    back > front tcp/443  | denied-in at eni-bd5dbdd356deb4216
    banned > back tcp/443 | denied-in at subnet-0b
    `,
  )
})

describe('two accounts in two Regions, whose transit gateways are peered', () => {
  account(
    'organisation',
    [],
    `
    east > west tcp/443       | accepted
    i-west > i-east tcp/443   | accepted
    east > 10.66.0.1 tcp/443  | null-routed at tgw-east
    east > 10.77.0.1 tcp/443  | no-route at tgw-east
    `,
  )
})

describe('a VPN connection, and a file of the site at its other end', () => {
  account(
    'hybrid',
    ['--onprem', path.join(accounts, 'hybrid-sites.json')],
    `
    i-hybrid > 192.168.1.10 tcp/443 | accepted
    i-hybrid > onprem:dc tcp/443    | accepted
    onprem:dc > i-hybrid tcp/22     | accepted
    onprem:dc > i-hybrid tcp/80     | denied-in at eni-hybrid
    onprem:dc > 10.3.1.99 tcp/22    | no-neighbor at vpc-hybrid
    onprem:dc > 10.3.9.9 tcp/22     | null-routed at vpc-hybrid
    onprem:dc > 8.8.8.8 tcp/443     | no-route at onprem:dc
    i-hybrid > 192.168.7.7 tcp/443  | no-neighbor at onprem:dc
    i-hybrid > 8.8.8.8 tcp/443      | no-route at rtb-hybrid
    internet > 52.20.0.2 tcp/443    | accepted
    internet > 8.8.8.8 tcp/443      | exits-network
    `,
  )
})

describe('a VPN connection that only the file of sites tells of', () => {
  const folder = path.join(scratch, 'hybrid-untold')
  cpSync(path.join(accounts, 'hybrid'), folder, { recursive: true })
  rmSync(path.join(folder, 'VpnConnections.json'))
  account(
    'hybrid-untold',
    ['--onprem', path.join(accounts, 'hybrid-sites.json')],
    `
    i-hybrid > 192.168.1.10 tcp/443 | accepted
    onprem:dc > i-hybrid tcp/22     | accepted
    `,
    folder,
  )
})

describe('a VPN connection of which nobody tells the other end', () => {
  account(
    'hybrid-alone',
    [],
    `
    i-hybrid > 192.168.1.10 tcp/443 | exits-network
    i-hybrid > onprem:dc tcp/443    | hopwise trace: There is no "onprem:dc" with an address to send to.
    `,
    path.join(accounts, 'hybrid'),
  )
})

describe('a VPN connection as it was described: with both tunnels down', () => {
  account(
    'hybrid-as-described',
    ['--lines', 'as-described'],
    'i-hybrid > 192.168.1.10 tcp/443 | no-route at vgw-hybrid',
    path.join(accounts, 'hybrid'),
  )
})

describe('Direct Connect, spelt in capitals, with a site that announces more than its own', () => {
  account(
    'direct-connect',
    ['--onprem', path.join(accounts, 'direct-connect-sites.json')],
    `
    onprem:office > eni-dx tcp/443 | accepted
    eni-dx > 10.10.0.1 tcp/443     | accepted
    eni-dx > 11.0.0.1 tcp/443      | no-route at tgw-dx
    `,
  )
})

describe('a Network Load Balancer that is known by its listeners, attributes and targets', () => {
  account(
    'balanced',
    [],
    `
    client > 10.1.20.123 tcp/80 | accepted
    client > front tcp/80       | accepted
    client > front-725b996cb6be8fba.elb.us-east-2.amazonaws.com tcp/80 | accepted
    client > 10.1.1.237 tcp/81  | denied-in at arn:aws:elasticloadbalancing:us-east-2:111122223333:loadbalancer/net/front/725b996cb6be8fba
    `,
  )
})

describe('the report', () => {
  it('says what was read, what was ignored and why, and what was taken for granted', async () => {
    const {
      read,
      ignored,
      assumed,
      accounts: numbers,
      regions,
    } = await importOf('told', path.join(accounts, 'flat'))
    expect(Object.fromEntries(read.map(({ list, count }) => [list, count]))).toMatchObject({
      Subnets: 2,
      Instances: 2,
    })
    expect(ignored).toEqual([
      { file: 'notes.txt', why: 'is no JSON' },
      { file: 'DBInstances.json', part: 'DBInstances', why: expect.stringContaining('network interfaces') },
    ])
    expect(assumed).toEqual([expect.stringContaining('default network ACL')])
    expect({ numbers, regions }).toEqual({ numbers: ['111122223333'], regions: ['us-west-2'] })
  })

  it('is text for people unless JSON is asked for', async () => {
    const { stdout } = await run(['import-aws', path.join(accounts, 'flat'), '--out', modelOf('text')])
    expect(stdout).toContain('Accounts: 111122223333. Regions: us-west-2.\n')
    expect(stdout).toContain('       2  Subnets\n')
    expect(stdout).toContain('  notes.txt: is no JSON.\n')
  })
})

/** A copy of the flat folder with something done to it. */
function spoilt(name: string, spoil: (folder: string) => void): string {
  const folder = path.join(scratch, name)
  cpSync(path.join(accounts, 'flat'), folder, { recursive: true })
  spoil(folder)
  return folder
}

const write = (file: string, text: string) => (folder: string) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  writeFileSync(path.join(folder, file), text)
}

describe('what is broken costs no more than itself', () => {
  it.each<[string, (folder: string) => void, object]>([
    [
      'cut off in the middle',
      write('Cut.json', '{"Vpcs": [{"VpcId"'),
      { file: 'Cut.json', why: expect.stringContaining('is not valid JSON') },
    ],
    ['empty', write('Empty.json', ''), { file: 'Empty.json', why: 'is empty' }],
    [
      'a number',
      write('Number.json', '42'),
      { file: 'Number.json', part: '', why: 'holds neither an object nor a list' },
    ],
    [
      'a text where a list is expected',
      write('Odd.json', '{"Subnets": "none"}'),
      { file: 'Odd.json', part: 'Subnets', why: 'is no list of records' },
    ],
    [
      'a record that is none',
      write('Odd.json', '{"Subnets": [7]}'),
      { file: 'Odd.json', part: 'Subnets[0]', why: 'is no record' },
    ],
    [
      'a record without its id',
      write('Odd.json', '{"Subnets": [{"CidrBlock": "10.0.7.0/24"}]}'),
      { file: 'Odd.json', why: 'a record of Subnets has no SubnetId' },
    ],
    [
      'a member of another kind',
      write('Odd.json', '{"Subnets": [{"SubnetId": "subnet-x", "MapPublicIpOnLaunch": {"no": 1}}]}'),
      {
        file: 'Odd.json',
        part: 'Subnets[0].MapPublicIpOnLaunch',
        why: 'an object where AWS has true or false',
      },
    ],
    [
      'nested beyond measure',
      write('Deep.json', `{"Vpcs": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
      { file: 'Deep.json' },
    ],
    [
      'a resource that is not simulated',
      write('Other.json', '{"Clusters": [{"Name": "x"}]}'),
      { file: 'Other.json', part: 'Clusters' },
    ],
    [
      'a first page of several',
      write('Page.json', '{"Vpcs": [], "NextToken": "abc"}'),
      { file: 'Page.json', part: 'NextToken' },
    ],
    [
      'larger than any list',
      (folder) => {
        write('Huge.json', ' ')(folder)
        truncateSync(path.join(folder, 'Huge.json'), 300 * 1024 * 1024)
      },
      { file: 'Huge.json', why: expect.stringContaining('is too large: 300 MB') },
    ],
  ])('%s', async (name, spoil, told) => {
    const { ignored } = await importOf(name, spoilt(name, spoil))
    expect(ignored).toContainEqual(expect.objectContaining(told))
    expect(await fateOf(name, 'web > app tcp/8085')).toBe('accepted')
  })

  it.each<[string, (folder: string) => void]>([
    [
      'pages one after the other',
      write(
        'Vpcs.json',
        '{"Vpcs": [{"VpcId": "vpc-other"}]}\n{"Vpcs": [{"VpcId": "vpc-two-tier", "CidrBlock": "10.0.0.0/16"}]}\n',
      ),
    ],
    [
      'a list of pages',
      write('Vpcs.json', '[{"Vpcs": []}, {"Vpcs": [{"VpcId": "vpc-two-tier", "CidrBlock": "10.0.0.0/16"}]}]'),
    ],
    [
      'records by their ids',
      write('Vpcs.json', '{"Vpcs": {"vpc-two-tier": {"VpcId": "vpc-two-tier", "CidrBlock": "10.0.0.0/16"}}}'),
    ],
    [
      'everything by account and Region',
      write(
        'Vpcs.json',
        '{"111122223333": {"us-west-2": {"Vpcs": [{"VpcId": "vpc-two-tier", "CidrBlock": "10.0.0.0/16"}]}}}',
      ),
    ],
    ['no file of VPCs', (folder) => rmSync(path.join(folder, 'Vpcs.json'))],
    ['no file of gateways', (folder) => rmSync(path.join(folder, 'InternetGateways.json'))],
    [
      'no file of interfaces but what instances tell',
      (folder) => rmSync(path.join(folder, 'Addresses.json')),
    ],
  ])('%s is understood', async (name, change) => {
    await importOf(name, spoilt(name, change))
    expect(await fateOf(name, 'web > app tcp/8085')).toBe('accepted')
    expect(await fateOf(name, 'internet > i-web tcp/443')).toBe('accepted')
  })
})

describe('networks that go wrong', () => {
  const route = (cidr: string, target: object) => ({
    DestinationCidrBlock: cidr,
    Origin: 'CreateRoute',
    State: 'active',
    ...target,
  })

  it('finds a packet that goes round in a circle, and names the circle', async () => {
    const folder = spoilt('circle', (copy) => {
      const file = path.join(copy, 'RouteTables.json')
      const tables = JSON.parse(readFileSync(file, 'utf8'))
      tables.RouteTables[0].Routes.push(route('172.16.0.0/12', { NetworkInterfaceId: 'eni-app' }))
      tables.RouteTables[1].Routes.push(route('172.16.0.0/12', { NetworkInterfaceId: 'eni-web' }))
      writeFileSync(file, JSON.stringify(tables))
      const interfaces = path.join(copy, 'NetworkInterfaces.json')
      writeFileSync(
        interfaces,
        readFileSync(interfaces, 'utf8').replaceAll('"SourceDestCheck": true', '"SourceDestCheck": false'),
      )
      const groups = path.join(copy, 'SecurityGroups.json')
      const everything = JSON.parse(readFileSync(groups, 'utf8'))
      const all = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }]
      for (const group of everything.SecurityGroups)
        Object.assign(group, { IpPermissions: all, IpPermissionsEgress: all })
      writeFileSync(groups, JSON.stringify(everything))
    })
    await importOf('circle', folder)
    const { stdout } = await run([
      'trace',
      '--model',
      modelOf('circle'),
      '--from',
      'web',
      '--to',
      '172.16.0.1',
      '--proto',
      'tcp',
      '--json',
    ])
    const { reason, evidence } = JSON.parse(stdout) as TraceReport
    expect({ reason, evidence }).toEqual({
      reason: 'forwarding-loop',
      evidence: expect.arrayContaining(['eni-app', 'eni-web']),
    })
  })

  it('tells VPCs with the same addresses apart', async () => {
    const twin = { VpcId: 'vpc-twin', CidrBlock: '10.0.0.0/16' }
    const subnet = {
      SubnetId: 'subnet-twin',
      VpcId: 'vpc-twin',
      CidrBlock: '10.0.0.0/24',
      AvailabilityZone: 'us-west-2a',
    }
    const eni = {
      NetworkInterfaceId: 'eni-twin',
      SubnetId: 'subnet-twin',
      PrivateIpAddress: '10.0.0.10',
      Status: 'in-use',
    }
    const all = JSON.stringify({ Vpcs: [twin], Subnets: [subnet], NetworkInterfaces: [eni] })
    await importOf('twin', spoilt('twin', write('everything.json', all)))
    expect(await fateOf('twin', 'eni-twin > 10.0.1.10 tcp/8085')).toBe('null-routed at vpc-twin')
    expect(await fateOf('twin', 'web > app tcp/8085')).toBe('accepted')
    expect(await fateOf('twin', '10.0.0.10 > app tcp/8085')).toContain('may be each of eni-web, eni-twin')
  })
})

describe('the command line', () => {
  const out = ['--out', path.join(scratch, 'x.model')]
  it.each<[string, readonly string[], number, string]>([
    ['no folder', out, 2, 'the folder to import is missing'],
    ['no --out', [accounts], 2, '--out is missing'],
    ['two folders', [accounts, accounts, ...out], 2, 'unexpected argument'],
    ['an unknown option', [accounts, '--fast', ...out], 2, "Unknown option '--fast'"],
    [
      'a state of lines that is none',
      [accounts, '--lines', 'maybe', ...out],
      2,
      'has to be up or as-described',
    ],
    ['a folder that is not there', ['/nowhere', ...out], 1, '/nowhere cannot be read'],
    [
      'a file of sites that is not there',
      [accounts, '--onprem', '/nowhere.json', ...out],
      1,
      '/nowhere.json cannot be read',
    ],
    [
      'a model that cannot be written',
      [path.join(accounts, 'flat'), '--out', '/nowhere/x.model'],
      1,
      '/nowhere/x.model cannot be written',
    ],
  ])('%s', async (_, args, status, problem) => {
    const ended = await run(['import-aws', ...args])
    expect(ended).toMatchObject({ status, stderr: expect.stringContaining(problem) })
  })

  it('says so where nothing could be read', async () => {
    const empty = path.join(scratch, 'nothing')
    mkdirSync(empty)
    expect(await run(['import-aws', empty, ...out])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('nothing in'),
    })
  })
})
