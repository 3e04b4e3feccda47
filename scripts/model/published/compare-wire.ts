import type { CompiledWire, WireMember } from '../../../simulator/api/compiled.ts'
import type { PublishedMember, PublishedService, PublishedShape } from './published.ts'

/** What the wire of a member would have to be for the published model, where ours says something else. */
export function wireDifference(
  published: PublishedService,
  wire: CompiledWire,
  structure: string,
  name: string,
  use: PublishedMember,
  holder: PublishedShape,
): string | undefined {
  const ours = wire.structures[structure]?.[name] ?? {}
  const theirs = expected(published, wire, name, use, holder)
  const different = Object.entries(theirs).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(read(ours, key)),
  )
  if (!different.length) return undefined
  return `${structure}.${name}: ${different.map(([key, value]) => `${key} ${JSON.stringify(read(ours, key))} | ${JSON.stringify(value)}`).join(', ')}`

  function read(member: WireMember, key: string): unknown {
    if (key === 'xml') return member.xml ?? name
    if (key === 'query') return member.query ?? capitalised(member.xml ?? name)
    if (key === 'item') return member.item ?? 'member'
    if (key === 'entry') return member.entry ?? ['key', 'value']
    return member[key as keyof WireMember]
  }
}

function expected(
  published: PublishedService,
  wire: CompiledWire,
  name: string,
  use: PublishedMember,
  holder: PublishedShape,
): Record<string, unknown> {
  const shape = published.shapes[use.shape]!
  const written = use.locationName ?? name
  const isXml = wire.protocol === 'ec2' || wire.protocol === 'query' || wire.protocol === 'rest-xml'
  return {
    header: use.location === 'header' ? written : undefined,
    prefix: use.location === 'headers' ? (use.locationName ?? '') : undefined,
    queryString: use.location === 'querystring' ? written : undefined,
    label: use.location === 'uri' ? true : undefined,
    status: use.location === 'statusCode' ? true : undefined,
    payload: holder.payload === name ? true : undefined,
    hostLabel: use.hostLabel ? true : undefined,
    attribute: use.xmlAttribute ? true : undefined,
    ...(isXml && !use.location && xml(written, use, shape)),
    ...(wire.protocol === 'ec2' && { query: use.queryName ?? capitalised(written) }),
    ...(shape.type === 'timestamp' && {
      timestamp: formats[use.timestampFormat ?? shape.timestampFormat ?? ''],
    }),
  }
}

function xml(written: string, use: PublishedMember, shape: PublishedShape): Record<string, unknown> {
  const flat = shape.flattened || use.flattened ? true : undefined
  if (shape.type === 'list') {
    // A list without a wrapping element takes its name from its elements, if they have one.
    const item = shape.member!.locationName
    if (flat) return { flat, xml: item ?? written }
    return { xml: written, item: item ?? 'member' }
  }
  if (shape.type === 'map') {
    return {
      xml: written,
      flat,
      entry: [shape.key!.locationName ?? 'key', shape.value!.locationName ?? 'value'],
    }
  }
  return { xml: written }
}

const formats: Readonly<Record<string, string | undefined>> = {
  iso8601: 'date-time',
  rfc822: 'http-date',
  unixTimestamp: 'epoch-seconds',
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
