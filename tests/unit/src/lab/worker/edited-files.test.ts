import { describe, expect, it } from 'vitest'
import { openPage } from './page.ts'

// Files of a lab's machines, as its editor has them.

describe('files in the editor', () => {
  const path = '/home/learner/policy.json'

  it('get other names, and go, as steps that are undone and done again', async () => {
    const { host, type } = await openPage()
    host.writeFile('workstation', path, '{}')
    const to = '/home/learner/policies/it’s mine.json'
    expect(await host.renameFile('workstation', path, to)).not.toHaveProperty('refused')
    expect(await type('ls policies')).toContain('it’s mine.json')
    expect(await host.removeFile('workstation', to)).not.toHaveProperty('refused')
    expect(host.readFile('workstation', to)).toBeUndefined()
    await host.undo()
    expect(host.readFile('workstation', to)).toBe('{}')
    await host.undo()
    expect(host.readFile('workstation', path)).toBe('{}')
  })

  it('never take the place of others', async () => {
    const { host } = await openPage()
    host.writeFile('workstation', path, '{}')
    host.writeFile('workstation', '/home/learner/other.json', '[]')
    const refused = await host.renameFile('workstation', path, '/home/learner/other.json')
    expect(refused).toEqual({ refused: 'there is /home/learner/other.json already' })
    expect(host.readFile('workstation', '/home/learner/other.json')).toBe('[]')
  })

  it('of a pack are judged with the rest of it', async () => {
    const { host } = await openPage()
    const pack = '/home/learner/mine/pack.yaml'
    host.writeFile('workstation', '/home/learner/mine/stray.txt', 'x')
    const found = await host.lint({ host: 'workstation', path: pack, text: 'format: 1\nid: Mine\n' })
    const told = found.map(({ severity, message }) => `${severity}: ${message}`)
    expect(told).toContain('error: id: found "Mine", expected words in small letters with dashes')
    expect(told.join()).toContain('warning: stray.txt: found a file that nothing reads')
  })
})
