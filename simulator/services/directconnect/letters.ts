import type { Directconnect } from '../../api/generated/types.d.ts'
import { type Context, timestamp } from '../context.ts'
import { operation } from '../operation.ts'
import { connections, requireConnection } from './connections.ts'
import { inWrongState, refused } from './errors.ts'
import { membersOf, requireLag } from './lags.ts'

// The letter that lets the operator of a location lay a cable to AWS's port.

const about = {
  fidelity: { simplified: 'The document says the same in plain lines, without AWS’s form.' },
} as const

export const describeLoa = operation(
  'directconnect',
  'DescribeLoa',
  { ...about, source: 'Direct Connect API reference, DescribeLoa' },
  ({ connectionId, providerName }, ctx) => letterFor(ctx, connectionId, providerName),
)

export const describeConnectionLoa = operation(
  'directconnect',
  'DescribeConnectionLoa',
  { ...about, source: 'Direct Connect API reference, DescribeConnectionLoa' },
  ({ connectionId, providerName }, ctx) => ({ loa: letterFor(ctx, connectionId, providerName) }),
)

export const describeInterconnectLoa = operation(
  'directconnect',
  'DescribeInterconnectLoa',
  { ...about, source: 'Direct Connect API reference, DescribeInterconnectLoa' },
  ({ interconnectId, providerName }, ctx) => ({ loa: letterFor(ctx, interconnectId, providerName) }),
)

function letterFor(ctx: Context, id: string, provider: string | undefined): Directconnect.Loa {
  const ports = id.startsWith('dxlag-') ? membersOf(ctx, requireLag(ctx, id)) : [requireConnection(ctx, id)]
  const lines = [
    'Letter of Authorization and Connecting Facility Assignment',
    timestamp(ctx.now).slice(0, 10),
  ]
  if (provider !== undefined) lines.push(`Requester: account ${ctx.account} with ${provider}`)
  else lines.push(`Requester: account ${ctx.account}`)
  for (const port of ports) {
    const { connectionId = '', connectionState, location, bandwidth, awsDeviceV2 } = port.record
    if (port.side.parent !== undefined) throw refused(`${connectionId} is a hosted connection.`)
    if (awsDeviceV2 === undefined) throw inWrongState('DescribeLoa', connectionId, connectionState)
    connections.update(ctx, port, { loaIssueTime: timestamp(ctx.now) })
    lines.push(`${connectionId}: ${bandwidth} at ${location}, device ${awsDeviceV2}`)
  }
  return { loaContent: documentOf(lines), loaContentType: 'application/pdf' }
}

/** What the font of the page has, as PDF writes text. */
const plain = (text: string) => text.replace(/[^ -~]/g, '?').replace(/[\\()]/g, '\\$&')

/** A page of text as a PDF. */
function documentOf(lines: readonly string[]): Uint8Array {
  const text = lines.map((line) => `(${plain(line)}) Tj T*`).join('\n')
  const content = `BT /F1 11 Tf 14 TL 50 780 Td\n${text}\nET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const offset = body.length
    body += `${i + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const size = objects.length + 1
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  return new TextEncoder().encode(body + table + trailer)
}
