import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { createTools } from '../../../../../simulator/shell/tools/index.ts'
import { worldOf } from '../../network/notation/world.ts'
import { at } from './on-host.ts'

const world = worldOf('')
const names = createTools({ contract, account: '123456789012' }).map(({ name }) => name)

describe('the manual', () => {
  it.each(names.filter((name) => !['man', 'host'].includes(name)))(
    'has a page of %s that says what it is for',
    async (name) => {
      const page = await at(world, 'workstation').type(`man ${name}`)
      expect(page).toContain(`${name} - `)
      expect(page).toContain('DESCRIPTION')
      expect(page).toContain('EXAMPLES')
    },
  )

  it.each<[line: string, shown: string]>([
    ['man', "What manual page do you want?\nFor example, try 'man man'.\n[1]\n"],
    ['man pign', "No manual entry for pign\nDid you mean 'man ping'?\n[16]\n"],
    ['man nothingatall', 'No manual entry for nothingatall\n[16]\n'],
    ['man -k nothingatall', 'nothingatall: nothing appropriate.\n[16]\n'],
    ['pign -c 1 10.0.0.1', "bash: pign: command not found\nDid you mean 'ping'?\n[127]\n"],
    ['whois example.com', 'bash: whois: command not found\n[127]\n'],
  ])('%s', async (line, shown) => expect(await at(world, 'workstation').type(line)).toBe(shown))

  it('finds tools by what they are for', async () => {
    expect(await at(world, 'workstation').type('man -k mtu')).toContain('ping (8)')
  })

  it('has an overview that fits on a screen', async () => {
    const lines = (await at(world, 'workstation').type('help')).trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(24)
  })
})
