import { describe, expect, it } from 'vitest'
import { openPage } from './page.ts'

// A lab that one page shares, opened on another one.

const printed = async ({ host, events }: Awaited<ReturnType<typeof openPage>>, line: string) => {
  const from = events.length
  await host.run(0, line, { columns: 200, rows: 24, turnsPages: false })
  return events
    .slice(from)
    .flatMap((event) => (event.kind === 'output' ? [new TextDecoder().decode(event.bytes)] : []))
    .join('')
}

describe('a lab that is shared', () => {
  it('is the same world where it is opened, with its files and what was typed', async () => {
    const first = await openPage()
    await first.host.run(0, 'aws ec2 create-vpc --cidr-block 10.9.0.0/16 > /dev/null', {
      columns: 80,
      rows: 24,
      turnsPages: false,
    })
    first.host.writeFile('workstation', '/home/learner/note.txt', 'written by hand\n')
    const list = 'aws ec2 describe-vpcs --query "Vpcs[].VpcId"; cat note.txt'
    const shared = structuredClone(await first.host.share())!
    const second = await openPage({ seed: shared.seed!, shared })
    expect(second.events).toContainEqual({ kind: 'replayed', isSame: true })
    expect(await printed(second, list)).toBe(await printed(first, list))
    expect(second.state.timeline.length).toBe(3)
  })

  it('says where it came to another world than it had', async () => {
    const first = await openPage()
    await first.host.run(0, 'aws ec2 create-vpc --cidr-block 10.9.0.0/16 > /dev/null', {
      columns: 80,
      rows: 24,
      turnsPages: false,
    })
    const shared = (await first.host.share())!
    const { events } = await openPage({ seed: 'another', shared })
    expect(events).toContainEqual({ kind: 'replayed', isSame: false })
  })

  it('is refused where it never ends', async () => {
    const { host } = await openPage()
    const shared = (await host.share())!
    const line = { host: 'workstation', at: 0, line: 'while true; do :; done' }
    await expect(openPage({ shared: { ...shared, log: [line] } })).rejects.toThrow('took too long')
  })
})
