import { expect, it } from 'vitest'
import { contract } from '../../simulator/api/contract.ts'
import type { Ec2 } from '../../simulator/api/generated/types.d.ts'
import type { Operation } from '../../simulator/api/model.ts'
import { validate } from '../../simulator/api/validate.ts'
import type { Cloud } from '../../simulator/cloud.ts'
import { addressAt, formatAddress, parsePrefix, prefixSize } from '../../simulator/kernel/address.ts'
import { elasticIps } from '../../simulator/services/ec2/elastic-ips.ts'
import { interfaceOf, type NatGateway, natGateways } from '../../simulator/services/ec2/nat-gateways.ts'
import { networkInterfaces } from '../../simulator/services/ec2/network-interfaces.ts'
import { takenAddresses } from '../../simulator/services/ec2/private-addresses.ts'
import { publicAddresses } from '../../simulator/services/ec2/public-addresses.ts'
import { raiseQuota } from '../../simulator/world/quotas.ts'
import { account, otherAccount, testCloud } from '../unit/simulator/services/cloud.ts'
import { Dice, walkSeconds, walkSeed } from './walks/dice.ts'
import { danglingReferences } from './walks/invariants.ts'
import { type Harvest, harvest, pickOperation, randomRequest, simulatedOperations } from './walks/requests.ts'

// Whatever is asked of EC2, in whatever order: it answers or refuses, its answers have AWS's shape, a refusal leaves
// no trace, nothing names what does not exist, and every address in use is somebody's.

const seconds = walkSeconds(5)
const stepsInAWorld = 500

it('keeps the world whole whatever is asked of it', { timeout: (seconds + 60) * 1000 }, () => {
  const seed = walkSeed()
  const dice = new Dice(seed)
  const until = performance.now() + seconds * 1000
  const answered = new Set<string>()
  let steps = 0
  try {
    while (performance.now() < until) {
      const cloud = newWorld(`${seed}-${steps}`)
      const operations = simulatedOperations(contract, cloud, 'ec2')
      let known: Harvest = new Map()
      for (let i = 0; i < stepsInAWorld && performance.now() < until; i++, steps++) {
        if (i % 8 === 0) known = harvest(cloud, { account, region: 'us-east-1' })
        const operation = pickOperation(dice, operations)
        if (step(dice, cloud, operation, known)) answered.add(operation.name)
        if (i % 100 === 99) expectWhole(cloud)
      }
      expectWhole(cloud)
      for (const operation of operations) expectDescribed(cloud, operation)
    }
  } finally {
    console.info(`${steps} requests, ${answered.size} operations answered, HOPWISE_SEED=${seed}`)
  }
  expect(steps).toBeGreaterThan(0)
})

function newWorld(seed: string): Cloud {
  const { cloud, ask } = testCloud(seed)
  // The first look at an account's Region brings its default VPC, even when the answer is a refusal.
  for (const who of [account, otherAccount]) ask('DescribeVpcs', {}, { account: who })
  raiseQuota(cloud.store, { account, region: 'us-east-1' }, 'elastic-ips-per-region', 50)
  return cloud
}

/** One request, with what must be true of every request; whether it was answered. */
function step(dice: Dice, cloud: Cloud, operation: Operation, known: Harvest): boolean {
  if (dice.chance(0.1)) cloud.advance(dice.pick([1, 10, 100, 4000]))
  const input = randomRequest(dice, operation, known)
  const who = dice.chance(0.03) ? otherAccount : account
  const typed = `${operation.name} ${JSON.stringify(input)}`
  const before = resources(cloud)
  const response = send(cloud, operation, input, who, typed)
  if ('output' in response) {
    expect(problemsIn(operation, response.output), typed).toEqual([])
    return true
  }
  expect(resources(cloud).equals(before), `${typed} was refused and changed the world`).toBe(true)
  return false
}

function send(cloud: Cloud, { name }: Operation, input: Record<string, unknown>, who: string, typed: string) {
  const credentials = { accessKeyId: `AKIA${who}`, secretAccessKey: 'secret' }
  try {
    return cloud.send({ service: 'ec2', operation: name, input, region: 'us-east-1', credentials })
  } catch (error) {
    throw new Error(`${typed} crashed`, { cause: error })
  }
}

const bookkeeping = ['ledger', 'furnished', 'accounts', 'client-tokens']

const resources = ({ store }: Cloud) => store.version.tables.deleteAll(bookkeeping)

const problemsIn = ({ output }: Operation, answer: unknown): string[] =>
  output ? validate(output, answer) : []

/** A describe operation that needs no input describes everything there is. */
function expectDescribed(cloud: Cloud, operation: Operation): void {
  const members = [...(operation.input?.members.values() ?? [])]
  if (!operation.name.startsWith('Describe') || members.some(({ required }) => required)) return
  const response = send(cloud, operation, {}, account, operation.name)
  if ('output' in response) expect(problemsIn(operation, response.output), operation.name).toEqual([])
}

function expectWhole(cloud: Cloud): void {
  expect(danglingReferences(cloud)).toEqual([])
  const interfaces = networkInterfaces.everyone(cloud).map(({ record }) => record)
  const natted = interfaces.filter((eni) => String(eni.InterfaceType) === 'nat_gateway')
  expect(
    natGateways.everyone(cloud).flatMap(placesOf).sort(),
    'addresses that NAT gateways have, and those of the interfaces made for them',
  ).toEqual(natted.flatMap(addressesOf).sort())
  const addresses = elasticIps.everyone(cloud).map(({ record }) => record)
  const taken = cloud.store.all(takenAddresses).map((one) => `${one.subnet}/${one.address} ${one.interface}`)
  expect(taken.sort(), 'addresses that are taken, and those that interfaces have').toEqual(
    interfaces.flatMap(addressesOf).sort(),
  )
  const automatic = interfaces
    .flatMap(associationsOf)
    .filter((one) => one.AllocationId === undefined)
    .map((one) => one.PublicIp)
  expect(
    cloud.store
      .all(publicAddresses)
      .map((one) => one.address)
      .sort(),
    'public addresses that are taken, and those that are somebody’s',
  ).toEqual([...automatic, ...addresses.map((one) => one.PublicIp)].sort())
  expect(
    interfaces
      .flatMap(associationsOf)
      .flatMap((one) => one.AssociationId ?? [])
      .sort(),
    'associations as the interfaces and as the Elastic IP addresses have them',
  ).toEqual(addresses.flatMap((one) => one.AssociationId ?? []).sort())
}

function placesOf(gateway: NatGateway): string[] {
  if (interfaceOf(gateway) === undefined) return []
  const { NatGatewayAddresses = [], SubnetId } = gateway.record
  return NatGatewayAddresses.map((one) => `${SubnetId}/${one.PrivateIp} ${one.NetworkInterfaceId}`)
}

const associationsOf = ({ PrivateIpAddresses }: Ec2.NetworkInterface) =>
  (PrivateIpAddresses ?? []).flatMap((one) => one.Association ?? [])

function addressesOf(eni: Ec2.NetworkInterface): string[] {
  const ipv4Prefixes = (eni.Ipv4Prefixes ?? []).map((one) => parsePrefix(one.Ipv4Prefix ?? '')!.prefix)
  return [
    ...(eni.PrivateIpAddresses ?? []).map((one) => one.PrivateIpAddress),
    ...(eni.Ipv6Addresses ?? []).map((one) => one.Ipv6Address),
    ...(eni.Ipv6Prefixes ?? []).map((one) => one.Ipv6Prefix),
    ...ipv4Prefixes.flatMap((prefix) =>
      Array.from({ length: prefixSize(prefix) }, (_, i) => formatAddress(addressAt(prefix, i)!)),
    ),
  ].map((address) => `${eni.SubnetId}/${address} ${eni.NetworkInterfaceId}`)
}
