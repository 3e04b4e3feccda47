import { describe, expect, it } from 'vitest'
import { readOut } from '../../../../../src/lab/terminal/held-screen.ts'
import type { Front, LabEvent } from '../../../../../src/lab/worker/protocol.ts'
import { countVpcs, heard, openPage, outputIn } from './page.ts'

// Long answers, shown page by page on a page's terminal.

/** More rows than the screen has, and something behind them. */
const longOutput =
  'aws ec2 describe-vpcs; aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.State > made'

describe('a long answer', () => {
  const reader: Front = { columns: 80, rows: 6, turnsPages: true }
  const drawn = (events: readonly LabEvent[]) =>
    events.flatMap((event) => (event.kind === 'drawing' ? [event.text] : [])).join('')

  it('is shown page by page, and the line goes on when its reader leaves', async () => {
    const page = await openPage()
    const ran = page.host.run(0, longOutput, reader)
    await heard(page, 'key-wanted')
    expect(drawn(page.events)).toContain('"Vpcs": [')
    expect(drawn(page.events)).not.toContain('"IsDefault"')
    page.host.press(0, 'G')
    await heard(page, 'key-wanted', 1)
    expect(drawn(page.events)).toContain('(END)')
    page.host.press(0, 'q')
    expect(await ran).toMatchObject({ exitCode: 0 })
    expect(page.events.filter(({ kind }) => kind === 'screen-taken' || kind === 'screen-left')).toHaveLength(
      2,
    )
    expect(await page.type('cat made')).toBe('"pending"\n')
  })

  it('is printed as it is where nobody turns pages', async () => {
    const page = await openPage()
    await page.host.run(0, 'aws ec2 describe-vpcs', { ...reader, turnsPages: false })
    expect(outputIn(page.events)).toContain('"IsDefault": true')
    expect(drawn(page.events)).toBe('')
  })

  it('is laid out anew when the window has another size', async () => {
    const page = await openPage()
    const ran = page.host.run(0, 'seq 1 40 | less', reader)
    await heard(page, 'key-wanted')
    const before = page.events.length
    page.host.resize(0, { columns: 40, rows: 4 })
    expect(readOut(drawn(page.events.slice(before)))).toBe('1\n2\n3\n:')
    page.host.press(0, 'q')
    await ran
  })

  it('tells what the line has done before it has ended', async () => {
    const page = await openPage()
    const ran = page.host.run(
      0,
      'aws ec2 create-vpc --cidr-block 10.0.0.0/16 > /dev/null; seq 40 | less',
      reader,
    )
    const before = page.state.now
    expect((await heard(page, 'state')).state.now).toBeGreaterThan(before)
    page.host.press(0, 'q')
    await ran
  })

  it('keeps nobody from taking the line back', async () => {
    const page = await openPage()
    const before = await page.type(countVpcs)
    void page.host.run(0, 'aws ec2 create-vpc --cidr-block 10.0.0.0/16 > /dev/null; seq 40 | less', reader)
    await heard(page, 'key-wanted')
    await page.host.undo()
    expect(await page.type(countVpcs)).toBe(before)
  })

  it('in a terminal that is closed is left', async () => {
    const page = await openPage()
    page.host.openTerminal('workstation')
    const ran = page.host.run(1, longOutput, reader)
    await heard(page, 'key-wanted')
    page.host.closeTerminal(1)
    await ran
    expect(await page.type('cat made')).toBe('"pending"\n')
  })
})
