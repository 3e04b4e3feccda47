import { expect, it } from 'vitest'
import { formatAddress } from '../../../../simulator/kernel/address.ts'
import { lookUpAddresses } from '../../../../simulator/network/dns/resolve.ts'
import { read } from '../../../../simulator/network/question.ts'
import { worldOf } from './notation/world.ts'

// "Can A reach this name?": the name means what it means to A.

const world = worldOf(`
  vpc hub 10.30.0.0/16
  vpc-dns hub hostnames on
  subnet app hub a 10.30.10.0/24
  group open hub | out all 0.0.0.0/0
  host web app 10.30.10.10 open
  zone inside shop.example private hub
  record inside till.shop.example A 10.30.10.99
  site dc 192.168.0.0/16 public 203.0.113.10
  site-host dns dc 192.168.1.53
  site-host desk dc 192.168.1.20
  asks desk 192.168.1.53
  dns-server dns | zone shop.example | record till.shop.example A 192.168.1.99
`)

const fabric = { ...world.fabric, lookUp: lookUpAddresses }

it.each([
  ['a machine of a VPC asks the VPC’s resolver', 'web', '10.30.10.99'],
  ['a host on premises asks its site’s server', 'onprem:desk', '192.168.1.99'],
])('%s', (_, from, address) => {
  const asked = read(fabric, {
    from: from === 'web' ? world.id('web') : from,
    to: 'till.shop.example',
    protocol: 'tcp',
    port: 443,
  })
  expect('packet' in asked && formatAddress(asked.packet.destination)).toBe(address)
})

it('has no answer where whoever asks finds none', () => {
  expect(read(fabric, { from: 'internet', to: 'till.shop.example', protocol: 'tcp', port: 443 })).toEqual({
    cannotSay: 'There is no "till.shop.example" to send to.',
  })
})
