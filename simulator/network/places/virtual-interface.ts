import { virtualInterfaces } from '../../services/directconnect/virtual-interfaces.ts'
import { farEndOf } from '../far-ends.ts'
import { place } from '../place.ts'
import type { Position, VirtualInterfaceIn, VirtualInterfaceOut } from '../positions.ts'
import type { Step } from '../rule.ts'
import { announcedDestination, announcedSource, virtualInterfaceUp } from '../rules/direct-connect.ts'
import { mtu } from '../rules/mtu.ts'

// Direct Connect guide, WorkingWithVirtualInterfaces: 1500 bytes, and 8500 or 9001 where jumbo frames were asked for.
const interfaceMtu = mtu<VirtualInterfaceIn | VirtualInterfaceOut>(
  ({ fabric, at }: Step<VirtualInterfaceIn | VirtualInterfaceOut>) =>
    virtualInterfaces.get(fabric, at.line)?.record.mtu ?? 1500,
)

export const virtualInterfaceOut = place<VirtualInterfaceOut>({
  kind: 'virtual-interface-out',
  idOf: ({ line }) => line,
  rules: [virtualInterfaceUp, interfaceMtu],
  next: ({ fabric, packet, at: { line } }) => farEndOf(fabric, line, packet),
})

export const virtualInterfaceIn = place<VirtualInterfaceIn, Position>({
  kind: 'virtual-interface-in',
  idOf: ({ line }) => line,
  rules: [virtualInterfaceUp, interfaceMtu, announcedSource, announcedDestination],
  next: (_, to) => ({ to }),
})
