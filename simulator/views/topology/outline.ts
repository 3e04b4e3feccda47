import { kindName } from '../inspector/kind-names.ts'
import { grouped } from './grouped.ts'
import type { Frame, Link, Thing, Topology } from './parts.ts'

// The picture in words: for people who do not see it, and for those who would rather read.

export interface OutlineEntry {
  readonly id: string
  readonly resource: string
  readonly text: string
  readonly inside: readonly OutlineEntry[]
}

export function outlineOf({ frames, things, links }: Topology): readonly OutlineEntry[] {
  const names = new Map([...frames, ...things].map(({ id, label }) => [id, label]))
  const framesIn = grouped(frames, ({ parent }) => parent ?? '')
  const thingsIn = grouped(things, ({ frame }) => frame ?? '')
  const linksOf = grouped(
    links.flatMap((link) => [
      { at: link.from, text: toldLink(link, names.get(link.to)) },
      { at: link.to, text: toldLink(link, names.get(link.from)) },
    ]),
    ({ at }) => at,
  )
  const leading = (id: string) => [...new Set(linksOf.get(id)?.map(({ text }) => text))].join('; ')
  const entry = (one: Frame | Thing, told: string, inside: readonly OutlineEntry[]): OutlineEntry => {
    const ways = leading(one.id)
    return {
      id: one.id,
      resource: 'resource' in one ? one.resource : one.id,
      text: ways ? `${told}; ${ways}` : told,
      inside,
    }
  }
  const within = (frame: string): readonly OutlineEntry[] => [
    ...(framesIn.get(frame) ?? []).map((one) => entry(one, toldFrame(one), within(one.id))),
    ...(thingsIn.get(frame) ?? []).map((one) => entry(one, toldThing(one), [])),
  ]
  return within('')
}

const kindWords: Readonly<Record<Frame['kind'], string>> = {
  account: 'account',
  region: 'Region',
  vpc: 'VPC',
  zone: 'Availability Zone',
  subnet: 'subnet',
  site: 'site on premises',
}

const withDetail = (text: string, detail: string) =>
  detail && !text.endsWith(` ${detail}`) ? `${text} (${detail})` : text

const toldFrame = ({ kind, label, detail, isPublic }: Frame): string =>
  withDetail(`${isPublic ? 'public ' : ''}${kindWords[kind]} ${label}`, detail)

const toldThing = ({ kind, label, detail, condition, because }: Thing): string => {
  const told = withDetail(`${kindName(kind)} ${label}`, detail)
  return condition === 'working' ? told : `${told}: ${condition}, because ${because}`
}

const toldLink = ({ kind, condition, because }: Link, other = ''): string => {
  const told = `${linkWords[kind]} ${other}`
  return condition === 'working' ? told : `${told} (${condition}: ${because})`
}

const linkWords: Readonly<Record<Link['kind'], string>> = {
  attached: 'joined to',
  peering: 'peered with',
  transit: 'attached to',
  'private-link': 'PrivateLink with',
  targets: 'load balancing with',
  vpn: 'VPN with',
  'direct-connect': 'Direct Connect with',
  cable: 'line to',
}
