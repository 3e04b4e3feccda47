import { describe, expect, it } from 'vitest'
import { startMachine } from '../machine.ts'

const told = async (line: string): Promise<string> => {
  const { stdout, stderr, exitCode } = await startMachine().terminal.run(line)
  return `${stdout}${stderr}${exitCode ? `[${exitCode}]` : ''}`
}

describe('env', () => {
  it.each<[string, string]>([
    ['env A=2 printenv A', '2\n'],
    ["env A='two  words' B=$HOME bash -c 'echo \"$A|$B\"'", 'two  words|/home/learner\n'],
    ['A=1; env A=2 true; echo $A', '1\n'],
    ['env -i A=1 B=2 env', 'A=1\nB=2\n'],
    ['env -u HOME printenv HOME', '[1]'],
    ['env -u HOME --unset=USER | grep -cE "^(HOME|USER)="', '0\n[1]'],
    ['env -C / pwd', '/\n'],
    ["env -S 'A=3 printenv A'", '3\n'],
    ['env | grep -c "^0="', '0\n[1]'],
    ['echo text | env cat', 'text\n'],
    ['env -i -0 A=1 B=2 | od -An -c', '   A   =   1  \\0   B   =   2  \\0\n'],
    ["printf '#!/usr/bin/env -S bash -e\\nfalse\\necho on\\n' > s; chmod +x s; ./s; echo $?", '1\n'],
  ])('%s', async (line, shown) => {
    expect(await told(line)).toBe(shown)
  })

  it.each<[string, string]>([
    ['env nope', 'env: ‘nope’: No such file or directory\n[127]'],
    ['> plain; env ./plain', 'env: ‘./plain’: Permission denied\n[126]'],
    ['f() { echo f; }; env f', 'env: ‘f’: No such file or directory\n[127]'],
    ['env -x', "env: invalid option -- 'x'\nTry 'env --help' for more information.\n[125]"],
    ['env -C /nope pwd', "env: cannot change directory to '/nope': No such file or directory\n[125]"],
  ])('%s says what is wrong', async (line, shown) => {
    expect(await told(line)).toBe(shown)
  })
})
