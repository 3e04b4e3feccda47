import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { networkInterfaces } from '../../../../../simulator/services/ec2/network-interfaces.ts'
import { say, type World, worldOf } from './world.ts'

/**
 * What a flow log tells of traffic, by cases: statements, then the lines that they make it write, in any order. Names stand for ids, and `+30`
 * for a moment thirty seconds after the case began; the world's clock is set to a full ten minutes first.
 */
export function flowLogs(
  text: string,
  cases: Readonly<Record<string, { readonly does: string; readonly group?: string; readonly tells: string }>>,
): void {
  let base: World | undefined
  for (const [name, { does, group = 'seen', tells }] of Object.entries(cases)) {
    it(name, () => {
      base ??= worldOf(`${text}\nlog-role`)
      const version = base.cloud.store.version
      try {
        const began = beginInterval(base)
        say(base, does)
        base.pass(1500)
        const wanted = tells.split('\n').map((line) => line.trim().replace(/\s+/g, ' '))
        const told = linesOf(base, group, began).filter((line) => !line.endsWith('NODATA'))
        expect(told.sort()).toEqual(wanted.filter((line) => line !== '').sort())
      } finally {
        base.cloud.store.goto(version)
      }
    })
  }
}

/** Goes on to the next full ten minutes, and gives the second at which they begin. */
export function beginInterval(world: World): number {
  const seconds = world.cloud.now / 1000
  world.pass(600 - (seconds % 600))
  return world.cloud.now / 1000
}

/** All lines of a group's streams. */
export function linesOf(world: World, logGroupName: string, began: number): string[] {
  const { logStreams = [] } = world.call('logs', 'DescribeLogStreams', { logGroupName }, world.where)
  return logStreams.flatMap(({ logStreamName = '' }) => {
    const read = { logGroupName, logStreamName, startFromHead: true }
    const { events = [] } = world.call('logs', 'GetLogEvents', read, world.where)
    return events.map(({ message = '' }) => named(world, message, began))
  })
}

/** Of AWS's own interfaces, whose ids and addresses nobody chose, the names: `out-eni` and `@out-eni`. */
export function named(world: World, line: string, began: number): string {
  const own = networkInterfaces
    .everyone(world.fabric)
    .filter(({ record }) => record.Attachment?.InstanceId === undefined)
  const words = new Map<string, string>()
  for (const { record } of own) {
    const { NetworkInterfaceId: id = '', PrivateIpAddress = '', SubnetId = '' } = record
    const name = world.nameOf(id) === id ? `eni-in-${world.nameOf(SubnetId)}` : world.nameOf(id)
    words.set(id, name).set(PrivateIpAddress, `@${name}`)
  }
  return line
    .split(' ')
    .map((word) =>
      /^\d{10}$/.test(word) ? `+${Number(word) - began}` : (words.get(word) ?? world.nameOf(word)),
    )
    .join(' ')
}

/** The files of a bucket: each with its key and its lines. */
export function filesOf(world: World, Bucket: string): { readonly key: string; readonly lines: string[] }[] {
  const { Contents = [] } = world.call('s3api', 'ListObjectsV2', { Bucket }, world.where)
  return Contents.map(({ Key = '' }) => {
    const { Body } = world.call('s3api', 'GetObject', { Bucket, Key }, world.where)
    return {
      key: Key,
      lines: gunzipSync(Body as Uint8Array)
        .toString()
        .trimEnd()
        .split('\n'),
    }
  })
}
