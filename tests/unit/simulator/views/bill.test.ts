import { describe, expect, it } from 'vitest'
import { type Bill, billOf, estimateOf } from '../../../../simulator/views/bill/bill.ts'
import { traffic } from '../../../../simulator/world/traffic.ts'
import { say, type World, worldOf } from '../network/notation/world.ts'

// Prices are those of us-east-1 unless a world says otherwise; 730 hours are a month.

/** `nat-gateway-hour out 2 → 0.0900`, by the names that things have. */
const told = (world: World, { lines }: Bill): string[] =>
  lines.map(({ item, resource, amount, usd }) => {
    const name = resource
      .split('/')
      .map((part) => world.nameOf(part))
      .join('/')
    const whose = world.nameOf(resource) === resource ? name : world.nameOf(resource)
    return `${item} ${whose} ${Number(amount.toFixed(6))} → ${usd?.toFixed(4) ?? '?'}`
  })

const dollars = ({ usd }: Bill): string => usd.toFixed(2)

const oneVpc = `
  vpc main 10.0.0.0/16
  subnet a main a 10.0.1.0/24
  subnet b main b 10.0.2.0/24
  subnet c main c 10.0.3.0/24
  group any main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  igw door main
`

describe('a month of what is there', () => {
  it('an interface endpoint in three zones with 100 GB costs 22.90', () => {
    const world = worldOf(`${oneVpc}\nendpoint ep main kms a,b,c any`)
    const bill = estimateOf(world.fabric, { gigabytes: { [world.id('ep')]: 100 } })
    expect(told(world, bill)).toEqual([
      'interface-endpoint-hour ep/a 730 → 7.3000',
      'interface-endpoint-hour ep/b 730 → 7.3000',
      'interface-endpoint-hour ep/c 730 → 7.3000',
      'interface-endpoint-data ep 100 → 1.0000',
    ])
    expect(dollars(bill)).toBe('22.90')
  })

  it('in Ireland the same endpoint costs 25.09', () => {
    const world = worldOf(`region eu-west-1\n${oneVpc}\nendpoint ep main kms a,b,c any`)
    expect(dollars(estimateOf(world.fabric, { gigabytes: { [world.id('ep')]: 100 } }))).toBe('25.09')
  })

  it('where prices were not looked up, it says so', () => {
    const world = worldOf(`region eu-central-1\n${oneVpc}\nendpoint ep main kms a,b,c any`)
    const bill = estimateOf(world.fabric)
    expect(bill.usd).toBe(0)
    expect(bill.unknown).toEqual(['Prices are known for us-east-1 and eu-west-1 only, not for eu-central-1.'])
  })

  it('NAT gateways in three zones with 1,024 GB to S3 cost 144.63, beside their addresses', () => {
    const world = worldOf(`${oneVpc}\nnat one a\nnat two b\nnat three c`)
    const bill = estimateOf(world.fabric, { gigabytes: { [world.id('one')]: 1024 } })
    const ofGateways = bill.lines.filter(({ item }) => item.startsWith('nat-'))
    expect(ofGateways.reduce((all, { usd = 0 }) => all + usd, 0).toFixed(2)).toBe('144.63')
    expect(dollars(bill)).toBe('155.58')
  })

  it('a gateway endpoint costs nothing, whatever goes through it', () => {
    const world = worldOf(`${oneVpc}\ngateway-endpoint s3-gw main s3 main-table`)
    const bill = estimateOf(world.fabric, { gigabytes: { [world.id('s3-gw')]: 1024 } })
    expect(told(world, bill)).toEqual([
      'gateway-endpoint-hour s3-gw 730 → 0.0000',
      'gateway-endpoint-data s3-gw 1024 → 0.0000',
    ])
  })

  it.each([
    ['the first 100 GB to the internet are free', 100, '0.00'],
    ['the next cost nine cents each', 200, '9.00'],
  ])('%s', (_, gigabytes, usd) => {
    const world = worldOf(oneVpc)
    expect(dollars(estimateOf(world.fabric, { gigabytes: { [world.id('door')]: gigabytes } }))).toBe(usd)
  })

  it('the first petabyte through endpoints is dearer than the next', () => {
    const world = worldOf(`${oneVpc}\nendpoint ep main kms a any`)
    const bill = estimateOf(world.fabric, { gigabytes: { [world.id('ep')]: 1_048_576 + 1000 } })
    expect(bill.lines.at(-1)?.usd?.toFixed(2)).toBe('10491.76')
  })
})

/** The bill of what happens in a world, once its beginning has been paid for. */
function billed(text: string, does: string): string[] {
  const world = worldOf(text)
  world.pass(3600 - ((world.cloud.now / 1000) % 3600))
  say(world, does)
  return told(world, billOf(world.fabric))
}

describe('by the hour', () => {
  it.each([
    ['an hour that has begun counts whole', 1, 1],
    ['an hour to the second is one hour', 3600, 1],
    ['a second more makes two', 3601, 2],
    ['a day and a bit makes twenty-five', 86_500, 25],
  ])('%s', (_, seconds, hours) => {
    const world = worldOf(oneVpc)
    world.ask('AllocateAddress', { Domain: 'vpc' })
    world.pass(seconds)
    const [line] = billOf(world.fabric).lines
    expect([line?.item, line?.amount]).toEqual(['public-ipv4-hour', hours])
  })

  it('what was deleted has cost until then', () => {
    expect(billed(oneVpc, 'endpoint ep main kms a,b any\nwait 6000\ndelete-endpoint ep\nwait 90000')).toEqual(
      ['interface-endpoint-hour ep/a 2 → 0.0200', 'interface-endpoint-hour ep/b 2 → 0.0200'],
    )
  })

  it('a zone that was added later costs from then on', () => {
    const world = worldOf(oneVpc)
    say(world, 'endpoint ep main kms a any\nwait 7000')
    const VpcEndpointId = world.id('ep')
    world.ask('ModifyVpcEndpoint', { VpcEndpointId, AddSubnetIds: [world.id('b')] })
    world.pass(3500)
    world.ask('ModifyVpcEndpoint', { VpcEndpointId, RemoveSubnetIds: [world.id('a')] })
    world.pass(36_000)
    expect(told(world, billOf(world.fabric))).toEqual([
      'interface-endpoint-hour ep/b 11 → 0.1100',
      'interface-endpoint-hour ep/a 3 → 0.0300',
    ])
  })

  it('transit gateways cost by their attachments', () => {
    const world = worldOf(`${oneVpc}\ntransit-gateway hub\nattach to-main hub main a b`)
    world.pass(36_000)
    expect(told(world, billOf(world.fabric))).toEqual(['tgw-attachment-hour to-main 11 → 0.5500'])
  })

  it('until they are detached', () => {
    const world = worldOf(`${oneVpc}\ntransit-gateway hub\nattach to-main hub main a b`)
    say(world, 'wait 5000\ndetach to-main\nwait 90000')
    expect(told(world, billOf(world.fabric))).toEqual(['tgw-attachment-hour to-main 2 → 0.1000'])
  })

  it('hosted zones cost by the month', () => {
    const world = worldOf(`${oneVpc}\nzone corp corp.internal private main`)
    expect(told(world, billOf(world.fabric)).map((line) => line.replace(/ Z\w+/, ''))).toEqual([
      'hosted-zone-month 1 → 0.5000',
    ])
  })

  it('another account’s things are on its own bill', () => {
    const world = worldOf(
      `${oneVpc}\nendpoint ep main kms a any\naccount 210987654321\nvpc other 10.1.0.0/16\nigw gate other\nsubnet in other a 10.1.1.0/24\nnat out in`,
    )
    const of = (account: string) => billOf(world.fabric, { account }).lines.map(({ item }) => item)
    expect(of('123456789012')).toEqual(['interface-endpoint-hour'])
    expect(of('210987654321')).toEqual(['nat-gateway-hour', 'public-ipv4-hour'])
  })
})

/** Lines by the gigabyte alone, in gigabytes; `send` says bytes. */
function data(text: string, does: string): string[] {
  const world = worldOf(text)
  say(world, does)
  return billOf(world.fabric)
    .lines.filter(({ unit, item }) => unit === 'GB' || item.includes('lcu') || item.includes('queries'))
    .map(({ item, resource, account, region, amount }) => {
      const where = account === '123456789012' && region === 'us-east-1' ? '' : ` of ${account} in ${region}`
      return `${item} ${world.nameOf(resource)}${where} ${amount.toFixed(3)}`
    })
}

const gb = 1024 ** 3

describe('by the gigabyte', () => {
  const hosts = `${oneVpc}
    host in-a a 10.0.1.10 any
    host in-b b 10.0.2.10 any
    table private main c
    host in-c c 10.0.3.10 any
    nat out a
    route main-table 0.0.0.0/0 door
    route private 0.0.0.0/0 out
  `

  it.each<[string, string, string, string[]]>([
    ['in one zone nothing', hosts, `host also-a a 10.0.1.11 any\nsend in-a > also-a tcp/80 | ${gb} 0`, []],
    [
      'from zone to zone both ends',
      hosts,
      `send in-a > in-b tcp/80 | ${gb} ${gb}`,
      ['cross-az-transfer in-a 2.108', 'cross-az-transfer in-b 2.108'],
    ],
    [
      'to the internet what goes out',
      hosts,
      `elastic ip in-a\nsend in-a > 203.0.113.9 tcp/443 | ${gb} ${3 * gb}`,
      ['internet-out door 1.090'],
    ],
    [
      'a NAT gateway both ways, and what crosses zones to it',
      hosts,
      `send in-c > 203.0.113.9 tcp/443 | ${gb} ${gb}`,
      [
        'nat-gateway-data out 2.108',
        'internet-out door 1.054',
        'cross-az-transfer in-c 2.108',
        'cross-az-transfer out-eni 2.108',
      ],
    ],
    [
      'to S3 in the Region nothing but the NAT gateway',
      hosts,
      `send in-c > 52.216.0.10 tcp/443 | ${gb} 0`,
      ['nat-gateway-data out 1.054', 'cross-az-transfer in-c 1.054', 'cross-az-transfer out-eni 1.054'],
    ],
    [
      'an endpoint both ways',
      `${hosts}\nendpoint ep main kms a any`,
      `send in-b > ep/a tcp/443 | ${gb} ${gb}`,
      ['interface-endpoint-data ep 2.108'],
    ],
  ])('%s', (_, text, does, lines) => {
    expect(data(text, does)).toEqual(lines)
  })

  it('a transit gateway’s data is paid for by whose attachment sends', () => {
    const world = `
      vpc one 10.1.0.0/16
      vpc two 10.2.0.0/16
      subnet in-one one a 10.1.1.0/24
      subnet in-two two a 10.2.1.0/24
      group g-one one | in all 0.0.0.0/0 | out all 0.0.0.0/0
      group g-two two | in all 0.0.0.0/0 | out all 0.0.0.0/0
      host h-one in-one 10.1.1.5 g-one
      host h-two in-two 10.2.1.5 g-two
      transit-gateway hub
      attach to-one hub one in-one
      attach to-two hub two in-two
      route one-table 10.2.0.0/16 hub
      route two-table 10.1.0.0/16 hub
    `
    expect(data(world, `send h-one > h-two tcp/80 | ${3 * gb} ${gb}`)).toEqual([
      'tgw-data to-one 3.126',
      'tgw-data to-two 1.090',
    ])
  })

  const service = `
    vpc provider 10.9.0.0/16
    subnet lb-a provider a 10.9.1.0/24
    group any-p provider | in all 0.0.0.0/0 | out all 0.0.0.0/0
    host api-1 lb-a 10.9.1.20 any-p
    nlb front lb-a any-p
    targets apis provider tcp/8080
    target apis api-1
    serve api-1 tcp/8080
    listener front tcp/443 apis
    service api-svc front
    account 210987654321
    vpc consumer 10.0.0.0/16
    subnet app consumer a 10.0.1.0/24
    group any-c consumer | in all 0.0.0.0/0 | out all 0.0.0.0/0
    host app-1 app 10.0.1.10 any-c
    endpoint ep consumer api-svc app any-c
    account 123456789012
    accept api-svc ep
    wait 300
  `
  const sends = `send app-1 > ep/app tcp/443 | ${gb} 0`

  it('the consumer pays for the endpoint’s data, the provider for the load balancer’s', () => {
    expect(data(service, sends)).toEqual([
      'interface-endpoint-data ep of 210987654321 in us-east-1 1.054',
      'nlcu-hour front 1.054',
    ])
  })

  it('an endpoint costs by the hour also when it was rejected', () => {
    const world = worldOf(service)
    say(world, 'reject api-svc ep')
    world.pass(36_000)
    const [line] = billOf(world.fabric, { account: '210987654321' }).lines
    expect([line?.item, line?.amount]).toEqual(['interface-endpoint-hour', 11])
  })

  it('unless the provider has taken it over', () => {
    const world = worldOf(service)
    world.ask('ModifyVpcEndpointServicePayerResponsibility', {
      ServiceId: world.id('api-svc'),
      PayerResponsibility: 'ServiceOwner',
    })
    say(world, sends)
    const [line] = billOf(world.fabric).lines.filter(({ unit }) => unit === 'GB')
    expect([line?.item, line?.account]).toEqual(['interface-endpoint-data', '123456789012'])
  })

  it('is not forgotten with the traffic', () => {
    const world = worldOf(service)
    say(world, sends)
    const before = billOf(world.fabric).lines
    for (const number of [1, 2]) world.cloud.store.delete(traffic, String(number))
    expect(billOf(world.fabric).lines).toEqual(before)
  })

  it('is on the bill of its month', () => {
    const world = worldOf(`${service}\n${sends}`)
    world.pass(31 * 86_400)
    const months = ['2026-10', '2026-11', '2026-12'].map(
      (month) => billOf(world.fabric, { month }).lines.filter(({ unit }) => unit === 'GB').length,
    )
    expect(months).toEqual([0, 1, 0])
  })
})
