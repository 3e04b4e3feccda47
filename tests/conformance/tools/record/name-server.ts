import { createSocket } from 'node:dgram'
import { createServer, type Socket } from 'node:net'

// A resolver as a VPC has it, for the network in which the real tools run: private zones, and the names of machines.

export interface Zone {
  readonly name: string
  readonly records: readonly ZoneRecord[]
}

export interface ZoneRecord {
  readonly name: string
  readonly type: string
  readonly ttl: number
  readonly values: readonly string[]
}

const numbers: Readonly<Record<string, number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  CAA: 257,
}
const optional = 41

/** Route 53 developer guide, SOA-NSrecords. */
const authority = 'ns-1536.awsdns-00.co.uk awsdns-hostmaster.amazon.com 1 7200 900 1209600 86400'

interface Found {
  readonly code: number
  readonly answers: readonly ZoneRecord[]
  readonly authority?: ZoneRecord
}

function find(zones: readonly Zone[], asked: string, type: number): Found {
  const answers: ZoneRecord[] = []
  let name = asked
  for (;;) {
    const zone = zones.find((one) => name === one.name || name.endsWith(`.${one.name}`))
    if (!zone) return { code: answers.length ? 0 : 3, answers }
    const own = zone.records.filter((one) => one.name === name)
    const fitting = own.filter((one) => numbers[one.type] === type || type === 255)
    if (fitting.length) return { code: 0, answers: [...answers, ...fitting] }
    const alias = own.find((one) => one.type === 'CNAME')
    if (alias) {
      answers.push(alias)
      name = alias.values[0] ?? ''
      continue
    }
    const exists =
      own.length > 0 || zone.records.some((one) => one.name.endsWith(`.${name}`)) || name === zone.name
    const soa = { name: zone.name, type: 'SOA', ttl: 900, values: [authority] }
    if (type === numbers['SOA'] && name === zone.name) return { code: 0, answers: [...answers, soa] }
    return { code: exists ? 0 : 3, answers, authority: soa }
  }
}

function answer(zones: readonly Zone[], query: Buffer): Buffer {
  let at = 12
  const labels: string[] = []
  while (query[at]) {
    const length = query[at] ?? 0
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  const name = labels.join('.').toLowerCase()
  const type = query.readUInt16BE(at + 1)
  const isExtended = query.readUInt16BE(10) > 0
  const found = find(zones, name, type)
  const sections = [...found.answers, ...(found.authority ? [found.authority] : [])]
  const rows = sections.flatMap((one) => one.values.map((value) => ({ ...one, value })))
  const inAuthority = found.authority ? 1 : 0
  const head = Buffer.alloc(12)
  query.copy(head, 0, 0, 2)
  head.writeUInt16BE(0x8080 | (query.readUInt16BE(2) & 0x100) | found.code, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(rows.length - inAuthority, 6)
  head.writeUInt16BE(inAuthority, 8)
  head.writeUInt16BE(isExtended ? 1 : 0, 10)
  const message = new Message([...head, ...query.subarray(12, at + 5)])
  message.remember(name, 12)
  for (const row of rows) message.addRecord(row, row.value)
  if (isExtended) message.add([0, 0, optional, 4096 >> 8, 4096 & 255, 0, 0, 0, 0, 0, 0])
  return Buffer.from(message.bytes)
}

class Message {
  readonly bytes: number[]
  readonly #known = new Map<string, number>()

  constructor(bytes: number[]) {
    this.bytes = bytes
  }

  add(bytes: readonly number[]): void {
    this.bytes.push(...bytes)
  }

  addNumber(value: number, size: 2 | 4): void {
    for (let shift = (size - 1) * 8; shift >= 0; shift -= 8) this.bytes.push((value >>> shift) & 255)
  }

  remember(name: string, at: number): void {
    let place = at
    const labels = name.split('.')
    for (const [i, label] of labels.entries()) {
      const rest = labels.slice(i).join('.')
      if (!this.#known.has(rest)) this.#known.set(rest, place)
      place += label.length + 1
    }
  }

  /** A name that stood before is pointed at. */
  addName(name: string, isCompressed = true): void {
    const labels = name.replace(/\.$/, '').split('.').filter(Boolean)
    for (const [i, label] of labels.entries()) {
      const rest = labels.slice(i).join('.')
      const known = this.#known.get(rest)
      if (isCompressed && known !== undefined) {
        this.addNumber(0xc000 | known, 2)
        return
      }
      if (known === undefined) this.#known.set(rest, this.bytes.length)
      this.add([label.length, ...Buffer.from(label, 'latin1')])
    }
    this.bytes.push(0)
  }

  addRecord({ name, type, ttl }: ZoneRecord, value: string): void {
    this.addName(name)
    this.addNumber(numbers[type] ?? 0, 2)
    this.addNumber(1, 2)
    this.addNumber(ttl, 4)
    const place = this.bytes.length
    this.addNumber(0, 2)
    this.#addValue(type, value)
    const length = this.bytes.length - place - 2
    this.bytes[place] = length >> 8
    this.bytes[place + 1] = length & 255
  }

  #addValue(type: string, value: string): void {
    const words = value.split(' ')
    if (type === 'A') this.add(value.split('.').map(Number))
    else if (type === 'AAAA') this.add(bytesOf(value))
    else if (type === 'TXT') {
      for (const [, text = ''] of value.matchAll(/"([^"]*)"/g)) this.add([text.length, ...Buffer.from(text)])
    } else if (type === 'MX') {
      this.addNumber(Number(words[0]), 2)
      this.addName(words[1] ?? '')
    } else if (type === 'SRV') {
      for (const number of words.slice(0, 3)) this.addNumber(Number(number), 2)
      this.addName(words[3] ?? '', false)
    } else if (type === 'SOA') {
      for (const one of words.slice(0, 2)) this.addName(one)
      for (const number of words.slice(2)) this.addNumber(Number(number), 4)
    } else if (type === 'CAA') {
      const [, flags, tag = '', text = ''] = /^(\d+) (\S+) "(.*)"$/.exec(value) ?? []
      this.add([Number(flags), tag.length, ...Buffer.from(tag + text)])
    } else this.addName(value)
  }
}

/** The sixteen bytes of an IPv6 address. */
function bytesOf(address: string): number[] {
  const [before = '', after] = address.split('::')
  const groups = (text: string) => text.split(':').filter(Boolean)
  const [left, right] = [groups(before), groups(after ?? '')]
  const middle = Array.from({ length: after === undefined ? 0 : 8 - left.length - right.length }, () => '0')
  return [...left, ...middle, ...right].flatMap((group) => {
    const number = Number.parseInt(group, 16)
    return [number >> 8, number & 255]
  })
}

/** Serves a JSON list of zones, which standard input may replace at any time. */
function serve(address: string): void {
  let zones: readonly Zone[] = []
  let rest = ''
  process.stdin.on('data', (chunk) => {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) zones = JSON.parse(line) as Zone[]
  })
  const datagrams = createSocket('udp4')
  datagrams.on('message', (query, from) => datagrams.send(answer(zones, query), from.port, from.address))
  datagrams.bind(53, address)
  createServer((socket: Socket) => {
    socket.on('error', () => {})
    socket.on('data', (data: Buffer) => {
      const said = answer(zones, data.subarray(2))
      const length = Buffer.alloc(2)
      length.writeUInt16BE(said.length)
      socket.write(Buffer.concat([length, said]))
    })
  }).listen(53, address)
}

if (process.argv[2] !== undefined) serve(process.argv[2])
