import { describe, expect, it } from 'vitest'
import { startMachine } from './machine.ts'
import { play } from './transcript.ts'

// As bash 5.2 does it.

const played = async (...lines: readonly string[]) => {
  const { terminal } = startMachine()
  let shown = ''
  for (const line of lines) shown += await play(terminal, line)
  return shown
}

const scripted = async (text: string) => {
  const { terminal } = startMachine()
  const { stdout, stderr, exitCode } = await terminal.runScript(text, [], { name: 'job.sh' })
  return { stdout, stderr, exitCode }
}

describe('a trap for the end', () => {
  it('runs when a script has run out, with the status that the script then has', async () => {
    expect(await scripted('trap "echo bye \\$?" EXIT\necho work\nfalse\n')).toEqual({
      stdout: 'work\nbye 1\n',
      stderr: '',
      exitCode: 1,
    })
  })

  it('runs on the way out of exit, from wherever that is called', async () => {
    const text =
      'leave() { echo "bye $? $who"; }\ntrap leave EXIT\nfail() { exit 4; }\nwho=me\nif true; then fail; fi\necho never\n'
    expect(await scripted(text)).toMatchObject({ stdout: 'bye 4 me\n', exitCode: 4 })
  })

  it('runs where set -e ends the script, behind that of the failure', async () => {
    const text =
      'set -euo pipefail\ntmp=$(mktemp -d)\ncleanup() { rm -r "$tmp"; echo "clean $?"; }\ntrap cleanup EXIT\ntrap \'echo "line $LINENO: $BASH_COMMAND"\' ERR\ntouch "$tmp/x"\nls /nowhere\necho never\n'
    expect(await scripted(text)).toMatchObject({ stdout: 'line 7: ls /nowhere\nclean 0\n', exitCode: 2 })
  })

  it('decides the status where it exits itself', async () => {
    expect(await scripted('trap "exit 9" EXIT\nexit 1\n')).toMatchObject({ exitCode: 9 })
  })

  it('runs where Ctrl-C ends the script', async () => {
    const { terminal } = startMachine()
    setTimeout(() => terminal.interrupt(), 20)
    const result = await terminal.runScript('trap "echo bye" EXIT\nwhile :; do :; done\necho never\n')
    expect(result).toMatchObject({ stdout: 'bye\n', interrupted: true })
  })

  it.each<[string, string]>([
    ["(trap 'echo inner' EXIT; echo body; exit 3); echo $?", 'body\ninner\n3\n'],
    ["x=$(trap 'echo inner' EXIT; echo body); echo $x", 'body inner\n'],
    ["trap 'echo outer' EXIT; (exit 3); echo $?", '3\n'],
    ['bash -c \'trap "echo inner \\$?" EXIT; exit 5\'; echo $?', 'inner 5\n5\n'],
    ['echo \'trap "echo inner" EXIT; set -e; false; echo never\' > job; bash job; echo $?', 'inner\n1\n'],
    ["trap 'echo bye' EXIT; trap - EXIT; exit", ''],
    ["trap 'echo bye $?' EXIT; exit 7", 'bye 7\n[7]\n'],
  ])('%s', async (line, shown) => {
    expect(await played(line)).toBe(shown)
  })

  it('stays set from one line to the next', async () => {
    expect(await played("trap 'echo bye' EXIT", 'echo on', 'exit')).toBe('on\nbye\n')
  })
})

describe('a trap for what fails', () => {
  it.each<[string, string]>([
    ["trap 'echo failed $?' ERR; false; echo on", 'failed 1\non\n'],
    ["trap 'echo failed' ERR; (exit 3); echo $?", 'failed\n3\n'],
    ["trap 'echo failed' ERR; for i in 1 2; do false; done; true", 'failed\nfailed\n'],
    [
      "trap 'echo failed' ERR; if false; then :; fi; while false; do :; done; ! true; false || true; true",
      '',
    ],
    ["trap 'echo failed' ERR; f() { false; true; }; f; echo on", 'on\n'],
    ["trap 'echo failed' ERR; f() { return 2; }; f; echo $?", 'failed\n2\n'],
    ["trap 'echo failed' ERR; true | false; true", 'failed\n'],
  ])('%s', async (line, shown) => {
    expect(await played(line)).toBe(shown)
  })
})

describe('other traps', () => {
  it.each<[string, string]>([
    ["trap 'echo before $BASH_COMMAND' DEBUG; echo on", 'before echo on\non\n'],
    ["trap 'echo caught' USR1; kill -USR1 $$; echo on", 'caught\non\n'],
    ["trap 'echo caught' TERM; kill $$; echo on", 'caught\non\n'],
    ['kill $$; echo on', 'on\n'],
    ["trap 'a b' INT; trap \"it's\" EXIT; trap", "trap -- 'a b' SIGINT\ntrap -- 'it'\\''s' EXIT\n"],
    ["trap 'x' NOWHERE", 'bash: trap: NOWHERE: invalid signal specification\n[1]\n'],
    ['trap -x', 'bash: trap: -x: invalid option\ntrap: usage: trap [-lp] [[arg] signal_spec ...]\n[2]\n'],
  ])('%s', async (line, shown) => {
    const shows = await played(line)
    expect(shows.startsWith(shown) ? shown : shows).toBe(shown)
  })

  it('catches Ctrl-C, and a script goes on behind it', async () => {
    const { terminal } = startMachine()
    setTimeout(() => terminal.interrupt(), 20)
    const result = await terminal.runScript('trap "echo caught" INT\nwhile :; do :; done\necho on\n', [], {
      name: 'job.sh',
    })
    expect(result).toMatchObject({ stdout: 'caught\non\n', exitCode: 0 })
  })

  it('catches Ctrl-C at a prompt, and the line is over', async () => {
    const { terminal } = startMachine()
    await terminal.run("trap 'echo caught' INT")
    setTimeout(() => terminal.interrupt(), 20)
    expect((await terminal.run('while :; do :; done; echo never')).stdout).toBe('caught\n')
    expect(await play(terminal, 'echo on')).toBe('on\n')
  })
})
