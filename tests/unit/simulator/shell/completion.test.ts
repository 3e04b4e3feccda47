import { describe, expect, it } from 'vitest'
import { startMachine } from './machine.ts'

async function completed(line: string): Promise<string[]> {
  const { terminal } = startMachine()
  await terminal.run(
    'mkdir -p site/assets; touch site/a.json notes.txt .hidden; VPC=vpc-1; VPC_CIDR=x; deploy() { :; }',
  )
  const { from, candidates } = await terminal.complete(line)
  return candidates.map((candidate) => line.slice(0, from) + candidate)
}

describe('the Tab key completes', () => {
  it.each([
    ['a tool', 'sa', ['say']],
    ['a function', 'depl', ['deploy']],
    ['a keyword', 'unt', ['until']],
    ['a command after a pipe', 'say x | witn', ['say x | witness']],
    ['a command after a variable', 'X=1 witn', ['X=1 witness']],
    ['a variable', 'echo $VPC', ['echo $VPC', 'echo $VPC_CIDR']],
    ['a variable in braces and quotes', 'echo "${VPC_', ['echo "${VPC_CIDR']],
    ['a file', 'cat no', ['cat notes.txt']],
    ['a directory, for going on', 'cat si', ['cat site/']],
    ['a file in a directory', 'cat site/a', ['cat site/a.json', 'cat site/assets/']],
    ['a file under ~', 'cat ~/no', ['cat ~/notes.txt']],
    ['a hidden file only when asked', 'cat .h', ['cat .hidden']],
    ['the file of a redirection', 'echo x > no', ['echo x > notes.txt']],
    ['the file of file://', 'witness --body file://no', ['witness --body file://notes.txt']],
    ['what a tool suggests', 'say hi', ['say hi-louder']],
    ['only the command at the cursor', 'cat notes.txt; say hi', ['cat notes.txt; say hi-louder']],
    ['nothing that is not there', 'cat nothing', []],
  ])('%s', async (_, line, expected) => expect(await completed(line)).toEqual(expected))

  it('does not offer the commands that the shell keeps for itself', async () => {
    expect((await completed('_')).filter((line) => line.startsWith('__'))).toEqual([])
  })

  it('looks at the cursor, not at the end of the line', async () => {
    const { terminal } = startMachine()
    expect(await terminal.complete('sa | cat', 2)).toEqual({ from: 0, candidates: ['say'] })
  })
})
