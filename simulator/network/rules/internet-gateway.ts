import { formatAddress } from '../../kernel/address.ts'
import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { isDown } from '../../services/fault/faults.ts'
import { kindOfAddress } from '../address-kinds.ts'
import { interfaceAt } from '../compiled/addresses.ts'
import { publicPairsOf } from '../compiled/public-addresses.ts'
import { chooseRoute, tableOfGateway } from '../compiled/routes.ts'
import { isInVpc } from '../compiled/vpc-blocks.ts'
import type { InternetGatewayIn, InternetGatewayOut, VpcIn } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'
import { isInSubnet, targetOf } from './route.ts'

// VPC user guide, VPC_Internet_Gateway; Reachability Analyzer guide, explanation-codes.

export const internetGatewayAttached: Rule<InternetGatewayIn> = {
  id: 'internet-gateway-attached',
  question: 'Does the VPC have an internet gateway?',
  judge({ fabric, at: { gateway, vpc } }) {
    if (gateway === '') return drop('no-internet-gateway', [vpc])
    return isDown(fabric, gateway)
      ? drop('struck-by-fault', [gateway])
      : pass('internet-gateway-attached', [gateway])
  },
}

export const globalDestination: Rule<unknown> = {
  id: 'global-destination',
  question: 'Is the destination an address that the internet routes?',
  judge({ packet: { destination } }) {
    const evidence = [formatAddress(destination)]
    switch (kindOfAddress(destination)) {
      case 'global':
        return pass('address-is-global')
      case 'private':
        return drop('destination-is-private', evidence)
      case 'shared':
        return drop('destination-is-shared', evidence)
      case 'reserved':
        return drop('not-routed-on-the-internet', evidence)
    }
  },
}

export const globalSource: Rule<unknown> = {
  id: 'global-source',
  question: 'Does the packet come from an address that the internet routes?',
  judge({ packet: { source } }) {
    const evidence = [formatAddress(source)]
    switch (kindOfAddress(source)) {
      case 'global':
        return pass('address-is-global')
      case 'private':
        return drop('source-is-private', evidence)
      case 'shared':
        return drop('source-is-shared', evidence)
      case 'reserved':
        return drop('source-is-reserved', evidence)
    }
  },
}

/** Whose packet it is that leaves: for IPv4 with the public address that the gateway puts in. */
export interface Leaving {
  readonly eni: NetworkInterface
  readonly source: number | bigint
}

// "It performs one-to-one NAT on behalf of your instance"; IPv6 addresses are global already.
export const publicSource: Rule<InternetGatewayOut, Leaving> = {
  id: 'public-source',
  question: 'Does the sender’s address have a public one to go out with?',
  judge({ fabric, packet: { source }, at: { vpc } }) {
    const eni = interfaceAt(fabric, vpc, source)
    if (!eni) return drop('not-an-address-of-the-vpc', [vpc, formatAddress(source)])
    const id = eni.record.NetworkInterfaceId ?? ''
    if (typeof source === 'bigint') {
      if (kindOfAddress(source) === 'global')
        return pass('source-is-public', [id], { found: { eni, source } })
      return drop('no-public-address', [id, formatAddress(source)])
    }
    const outside = publicPairsOf(eni).toPublic.get(source)
    if (outside === undefined) return drop('no-public-address', [id, formatAddress(source)])
    return pass('source-is-public', [id, formatAddress(outside)], { found: { eni, source: outside } })
  },
}

/** PrivateLink guide, create-interface-endpoint: `denyAllIgwTraffic` keeps addresses of endpoints off the internet. */
const judgeDenied = (eni: NetworkInterface | undefined) =>
  eni?.record.DenyAllIgwTraffic
    ? drop('interface-denies-internet', [eni.record.NetworkInterfaceId ?? ''])
    : pass('interface-allows-internet')

const allowed = {
  id: 'interface-allows-internet',
  question: 'May the network interface have traffic over an internet gateway?',
}

export const senderAllowsInternet: Rule<InternetGatewayOut> = {
  ...allowed,
  judge: ({ fabric, packet, at }) => judgeDenied(interfaceAt(fabric, at.vpc, packet.source)),
}

export const receiverAllowsInternet: Rule<InternetGatewayIn> = {
  ...allowed,
  judge: ({ fabric, packet, at }) => judgeDenied(at.eni ?? interfaceAt(fabric, at.vpc, packet.destination)),
}

// "Subnets whose traffic is redirected to a middlebox appliance can't use a direct route to the internet gateway even
// when the subnet route table provides one."
export const notRedirected: Rule<InternetGatewayOut> = {
  id: 'ingress-redirection',
  question: 'Does the internet gateway lead the answers back the way that the packet came?',
  judge({ fabric, packet: { source }, at: { gateway, subnet } }) {
    const table = tableOfGateway(fabric, gateway)
    if (!table || !subnet || !isInSubnet(subnet, source)) return pass('no-middlebox-between')
    const route = chooseRoute(fabric, table, source)
    if (!route || route.GatewayId === 'local') return pass('no-middlebox-between')
    const middlebox = targetOf(route)
    // The middlebox itself goes out directly.
    const home = networkInterfaces.get(fabric, middlebox)?.record.SubnetId
    if (home === subnet.record.SubnetId) return pass('no-middlebox-between')
    const { RouteTableId = '' } = table.record
    return drop('subnet-is-redirected', [RouteTableId, middlebox], { route })
  },
}

// VPC user guide, gateway-route-tables: "For traffic that flows through an internet gateway, the target network
// interface must also have a public IP address."
export const publicMiddlebox: Rule<VpcIn> = {
  id: 'public-middlebox',
  question: 'Where a gateway’s route table leads to a network interface: has that one a public address?',
  judge({ fabric, packet: { destination }, at: { gateway } }) {
    const table = gateway.startsWith('igw-') ? tableOfGateway(fabric, gateway) : undefined
    const route = table && chooseRoute(fabric, table, destination)
    // What leads nowhere is the router's to tell.
    const isOpen = route !== undefined && route.State !== 'blackhole'
    const middlebox = isOpen ? networkInterfaces.get(fabric, targetOf(route)) : undefined
    if (!table || !middlebox) return pass('no-middlebox-between')
    const id = middlebox.record.NetworkInterfaceId ?? ''
    const isReachable = typeof destination === 'bigint' || publicPairsOf(middlebox).toPublic.size > 0
    if (isReachable) return pass('middlebox-is-public', [id])
    return drop('middlebox-has-no-public-address', [table.record.RouteTableId ?? '', id], { route })
  },
}

// "Gateways drop spoofed traffic": what leaves by an egress-only gateway must be the VPC's own.
export const sourceOfVpc: Rule<{ readonly vpc: string }> = {
  id: 'source-of-vpc',
  question: 'Does the packet come from an address of the VPC?',
  judge: ({ fabric, packet: { source }, at: { vpc } }) =>
    isInVpc(fabric, vpc, source)
      ? pass('source-is-of-the-vpc', [vpc])
      : drop('not-an-address-of-the-vpc', [vpc, formatAddress(source)]),
}
