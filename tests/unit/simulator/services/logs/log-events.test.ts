import { beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { type TestCloud, testCloud } from '../cloud.ts'

await contract.need('logs')

let world: TestCloud
const here = { logGroupName: 'g', logStreamName: 's' }

beforeEach(() => {
  world = testCloud()
  world.call('logs', 'CreateLogGroup', { logGroupName: 'g' })
  world.call('logs', 'CreateLogStream', here)
})

/** Puts messages, a millisecond apart; the first at so many milliseconds from now. */
const put = (messages: string[], from = 0, stream = 's') =>
  world.call('logs', 'PutLogEvents', {
    logGroupName: 'g',
    logStreamName: stream,
    logEvents: messages.map((message, i) => ({ timestamp: world.cloud.now + from + i, message })),
  })
const found = (filterPattern: string) =>
  world
    .call('logs', 'FilterLogEvents', { logGroupName: 'g', filterPattern })
    .events?.map(({ message }) => message)

describe('log events', () => {
  it('come back in the order of their times', () => {
    put(['later'], 1000)
    put(['sooner'])
    const { events } = world.call('logs', 'GetLogEvents', { ...here, startFromHead: true })
    expect(events?.map(({ message }) => message)).toEqual(['sooner', 'later'])
    const [stream] = world.call('logs', 'DescribeLogStreams', { logGroupName: 'g' }).logStreams!
    expect(stream).toMatchObject({
      firstEventTimestamp: world.cloud.now,
      lastEventTimestamp: world.cloud.now + 1000,
      lastIngestionTime: world.cloud.now,
    })
    expect(world.call('logs', 'DescribeLogGroups').logGroups![0]!.storedBytes).toBe(5 + 6 + 2 * 26)
  })

  it('are read from the end unless asked otherwise, and on in both directions', () => {
    put(['a', 'b', 'c', 'd', 'e'])
    const read = (input: object) => {
      const { events, ...tokens } = world.call('logs', 'GetLogEvents', { ...here, limit: 2, ...input })
      return { text: events?.map(({ message }) => message).join(''), ...tokens }
    }
    const last = read({})
    expect(last.text).toBe('de')
    const before = read({ nextToken: last.nextBackwardToken })
    expect(before.text).toBe('bc')
    const end = read({ nextToken: last.nextForwardToken })
    expect(end).toMatchObject({ text: '', nextForwardToken: last.nextForwardToken })
    expect(read({ startFromHead: true }).text).toBe('ab')
    expect(read({ startTime: world.cloud.now + 1, endTime: world.cloud.now + 3, limit: 10 }).text).toBe('bc')
    expect(world.refusedBy('logs', 'GetLogEvents', { ...here, nextToken: 'x' })).toBe(
      'InvalidParameterException: The specified nextToken is invalid.',
    )
  })

  it('too old and too new ones are left out, and named', () => {
    const day = 24 * 3600 * 1000
    expect(put(['old'], -15 * day).rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 })
    expect(put(['new'], 3 * 3600 * 1000).rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 0 })
    expect(put(['good']).rejectedLogEventsInfo).toBeUndefined()
    expect(found('')).toEqual(['good'])
  })

  it('older than the retention are expired', () => {
    world.call('logs', 'PutRetentionPolicy', { logGroupName: 'g', retentionInDays: 1 })
    expect(put(['old'], -2 * 24 * 3600 * 1000).rejectedLogEventsInfo).toEqual({ expiredLogEventEndIndex: 1 })
  })

  it('must be in the order of time, within a day', () => {
    const at = world.cloud.now
    const refused = (...times: number[]) =>
      world.refusedBy('logs', 'PutLogEvents', {
        ...here,
        logEvents: times.map((timestamp) => ({ timestamp, message: 'm' })),
      })
    expect(refused(at, at - 1)).toBe(
      'InvalidParameterException: Log events in a single PutLogEvents request must be in chronological order.',
    )
    expect(refused(at - 25 * 3600 * 1000, at)).toMatch(/cannot span more than 24 hours/)
  })

  it('need a stream that is there', () => {
    expect(world.refusedBy('logs', 'GetLogEvents', { logGroupName: 'g', logStreamName: 'none' })).toBe(
      'ResourceNotFoundException: The specified log stream does not exist.',
    )
    expect(world.refusedBy('logs', 'CreateLogStream', here)).toBe(
      'ResourceAlreadyExistsException: The specified log stream already exists',
    )
  })
})

describe('a filter pattern', () => {
  const accept = '2 123456789012 eni-1 10.0.0.5 10.0.1.9 4444 443 6 5 840 1 2 ACCEPT OK'
  const reject = '2 123456789012 eni-1 10.0.0.5 10.0.1.9 4445 22 6 1 60 1 2 REJECT OK'
  const denied = '{"errorCode":"VpceAccessDenied","bytes":10,"who":{"name":"alice"}}'
  const allowed = '{"bytes":2000,"who":{"name":"bob"},"tags":["x"]}'

  beforeEach(() => {
    put([accept, reject, denied, allowed])
  })

  const cases: [string, string[]][] = [
    ['', [accept, reject, denied, allowed]],
    ['REJECT', [reject]],
    ['reject', []],
    ['eni-1 -REJECT', [accept]],
    ['"10.0.1.9 4444"', [accept]],
    ['?REJECT ?bob', [reject, allowed]],
    ['{ $.errorCode = "VpceAccessDenied" }', [denied]],
    ['{ $.errorCode = "Vpce*" }', [denied]],
    ['{ $.bytes > 100 }', [allowed]],
    ['{ $.bytes <= 10 || $.who.name = "bob" }', [denied, allowed]],
    ['{ $.bytes > 100 && $.who.name = "alice" }', []],
    ['{ $.tags[0] = "x" }', [allowed]],
    ['{ $.errorCode NOT EXISTS }', [allowed]],
    ['[..., action = REJECT, status]', [reject]],
    ['[version, account, eni, from, to, srcport, dstport = 443, ...]', [accept]],
    ['[version, account, eni, from, to, srcport, dstport < 100 || dstport = 443, ...]', [accept, reject]],
    ['[one, two]', []],
  ]
  it.each(cases)('%s', (pattern, expected) => {
    expect(found(pattern)).toEqual(expected)
  })

  it('that is none', () => {
    expect(world.refusedBy('logs', 'FilterLogEvents', { logGroupName: 'g', filterPattern: '{ bytes' })).toBe(
      'InvalidParameterException: Invalid filter pattern',
    )
  })
})

describe('log streams', () => {
  it('are listed by name or by their last event', () => {
    for (const logStreamName of ['b', 'a']) {
      world.call('logs', 'CreateLogStream', { logGroupName: 'g', logStreamName })
    }
    put(['x'], 5, 'a')
    put(['x'], 1, 'b')
    const listed = (input: object) =>
      world
        .call('logs', 'DescribeLogStreams', { logGroupName: 'g', ...input })
        .logStreams?.map(({ logStreamName }) => logStreamName)
    expect(listed({})).toEqual(['a', 'b', 's'])
    expect(listed({ orderBy: 'LastEventTime', descending: true })).toEqual(['a', 'b', 's'])
    expect(listed({ orderBy: 'LastEventTime' })).toEqual(['s', 'b', 'a'])
    expect(listed({ logStreamNamePrefix: 'b' })).toEqual(['b'])
    world.call('logs', 'DeleteLogStream', { logGroupName: 'g', logStreamName: 'a' })
    expect(listed({})).toEqual(['b', 's'])
  })
})
