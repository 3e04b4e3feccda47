import { describe, expect, it } from 'vitest'
import { contract } from '../../../simulator/api/contract.ts'
import type { Shape } from '../../../simulator/api/model.ts'
import { parseTimestamp } from '../../../simulator/api/timestamp.ts'
import { recognise } from '../../../simulator/api/wire/recognise.ts'
import { loadWireServices } from '../../../simulator/api/wire/services.ts'
import { asSent, readWireRecords, type WireRecord } from './recorded-wire.ts'

// What the AWS CLI 2.36 sent is understood as what it had been told to send.

const services = await loadWireServices(contract)
const records = readWireRecords()
const ours = records.filter(({ service }) => services.named(service))

/** Recorded with an operation of a service that is not compiled, and so not for anybody here to read. */
const strangers = ['lambda']

describe('a request of the AWS CLI', () => {
  it.each(ours.map((record) => [record.id, record.service, record.operation, record] as const))(
    '%s: %s %s',
    (_id, name, operation, record) => {
      const http = asSent(record, services.named(name)!)
      const { service, protocol, region } = recognise(http, services)
      expect({ service: service?.name, region }).toEqual({ service: name, region: 'us-east-1' })
      const call = protocol.readCall(service!, http)
      expect(call.operation.name).toBe(operation)
      expect(call.input).toEqual(expectedInput(record, call.operation.input!, name === 'ec2'))
    },
  )

  it('is left out only where it goes to a service that is not compiled', () => {
    const others = records.filter((record) => !ours.includes(record))
    expect([...new Set(others.map(({ service }) => service))]).toEqual(strangers)
    expect(ours.length).toBeGreaterThan(500)
  })
})

type Value = Readonly<Record<string, unknown>>

/** The recorded parameters as the wire can carry them; S3's transfer adds its checksum, which nobody had asked for. */
function expectedInput(
  { params, headers = {}, body = '' }: WireRecord,
  shape: Shape,
  isEc2: boolean,
): unknown {
  const algorithm = headers['x-amz-sdk-checksum-algorithm']
  const checksum = /^x-amz-checksum-crc64nvme:(\S+)$/m.exec(body)?.[1] ?? headers['x-amz-checksum-crc64nvme']
  return {
    ...(carried(shape, params, isEc2) as Value),
    ...(algorithm && { ChecksumAlgorithm: algorithm }),
    ...(checksum &&
      'members' in shape &&
      shape.members.has('ChecksumCRC64NVME') && { ChecksumCRC64NVME: checksum }),
  }
}

/** Recorded bytes are marked or text, decimals are text, times stand as they were typed. */
function carried(shape: Shape, value: unknown, isEc2: boolean): unknown {
  const each = (of: Shape | undefined, item: unknown) => (of ? carried(of, item, isEc2) : item)
  switch (shape.kind) {
    case 'blob': {
      const marked = value as { $bytes?: string; $stream?: string }
      const base64 = marked.$bytes ?? marked.$stream
      return new Uint8Array(base64 === undefined ? Buffer.from(String(value)) : Buffer.from(base64, 'base64'))
    }
    case 'float':
    case 'double':
      return Number(value)
    case 'timestamp':
      return new Date(parseTimestamp(String(value)) ?? Number.NaN).toISOString().replace('.000Z', 'Z')
    case 'list':
      return (value as unknown[]).map((item) => each(shape.member, item))
    case 'map':
      return mapValues(value as Value, (item) => each(shape.value, item))
    case 'structure': {
      // The form of EC2 has no way to say that a list is empty.
      const said = Object.entries(value as Value).filter(([, item]) => !isEc2 || !isEmptyList(item))
      return mapValues(Object.fromEntries(said), (item, name) => each(shape.members.get(name)?.shape, item))
    }
    default:
      return value
  }
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0

const mapValues = (value: Value, change: (item: unknown, name: string) => unknown): Value =>
  Object.fromEntries(Object.entries(value).map(([name, item]) => [name, change(item, name)]))
