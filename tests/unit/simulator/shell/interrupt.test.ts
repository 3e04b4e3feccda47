import { describe, expect, it } from 'vitest'
import { startMachine } from './machine.ts'
import { play } from './transcript.ts'

describe('Ctrl-C', () => {
  const endless = {
    'a loop of built-ins': 'while true; do :; done',
    'a loop with until': 'until false; do n=1; done',
    'a loop that counts': 'for ((i = 0; ; i++)); do :; done',
    'a loop in a function': 'spin() { while :; do :; done; }; spin',
    'a loop in a substitution': 'x=$(while :; do :; done)',
    'a loop in a pipe': 'while :; do echo y; done | head -1',
    'a loop in a subshell': '(while :; do :; done)',
    'a loop in another bash': "bash -c 'while :; do :; done'",
    'a loop around a loop': 'while :; do for i in 1 2 3; do :; done; done',
    'a loop that writes': 'while :; do echo again; done > out.txt',
    'a tool that never answers': 'hang',
    'a tool in a pipe': 'echo x | hang | cat',
  }
  for (const [what, line] of Object.entries(endless)) {
    it(`ends ${what}, and the shell goes on`, async () => {
      const { terminal } = startMachine()
      await terminal.run('kept=yes; keep() { echo function; }')
      setTimeout(() => terminal.interrupt(), 20)
      const result = await terminal.run(`${line}; echo 'not reached'`)
      expect(result).toMatchObject({ exitCode: 130, interrupted: true, stdout: '', stderr: '' })
      expect(await play(terminal, 'echo $? $kept; keep')).toBe('130 yes\nfunction\n')
    })
  }

  /** Loops in text that is read while it runs. `./spin` is `while :; do :; done`, and in PATH it is `spinning`. */
  const spin = 'while :; do :; done'
  const inTexts: Record<string, string> = {
    eval: `eval '${spin}'`,
    'eval in a function': `f() { eval '${spin}'; }; f`,
    'eval in eval': `eval "eval '${spin}'"`,
    'eval with a variable of its own': `V=x eval '${spin}'`,
    'eval into a file': `eval '${spin}' > out.txt`,
    'eval in a pipe': `eval '${spin}' | cat`,
    'eval in a substitution': `x=$(eval '${spin}')`,
    'builtin eval': `builtin eval '${spin}'`,
    'command eval': `command eval '${spin}'`,
    'eval by a variable': `run=eval; $run '${spin}'`,
    'eval by a variable, in quotes': `run=eval; "$run" '${spin}'`,
    'eval by a variable of two words': `run='builtin eval'; $run '${spin}'`,
    'eval by a parameter': `f() { "$1" "$2"; }; f eval '${spin}'`,
    'a quoted eval': `\\eval '${spin}'`,
    'an alias of eval': `e '${spin}'`,
    'an alias that is a loop': 'spin',
    'an alias of source': 'load',
    'a function that eval defined': `eval 'g() { ${spin}; }'; g`,
    'the condition of a loop': 'eval "while while :; do :; done; do :; done"',
    'arithmetic, in a substitution': `echo $(( $(${spin}) + 1 ))`,
    source: 'source ./spin',
    'source by its dot': '. ./spin',
    'source of a name': 'source spin',
    'source in a function': 'f() { . ./spin; }; f',
    'source in a pipe': '. ./spin | cat',
    'command source': 'command . ./spin',
    'source in a sourced file': '. ./sources',
    'eval in a sourced file': '. ./evaluates',
    'a function from a sourced file': '. ./defines; g',
    'a script': './spin',
    'a script by its whole path': '$PWD/spin',
    'a script in PATH': 'spinning',
    'a script that a function was given': 'run() { "$@"; }; run ./spin',
    'a script in a sourced file': '. ./runs',
    'a script in a script': './runs',
    'a script that sources': './sources',
    'a script for xargs': 'echo x | xargs ./spin',
    'eval in another bash': `bash -c "eval '${spin}'"`,
    'a bash that reads what is piped': `echo '${spin}' | bash`,
  }
  for (const [what, line] of Object.entries(inTexts)) {
    it(`ends a loop of built-ins in ${what}`, async () => {
      const { terminal } = startMachine()
      await terminal.run(`echo '${spin}' > spin; echo '. ./spin' > sources; echo './spin' > runs`)
      await terminal.run(`echo "eval '${spin}'" > evaluates; echo 'g() { ${spin}; }' > defines; chmod +x *`)
      await terminal.run('mkdir bin; cp spin bin/spinning; PATH=$PATH:~/bin')
      await terminal.run(`alias e=eval spin='${spin}' load='. ./spin'; kept=yes`)
      setTimeout(() => terminal.interrupt(), 20)
      const result = await terminal.run(`${line}; echo 'not reached'`)
      expect(result).toMatchObject({ exitCode: 130, interrupted: true, stdout: '', stderr: '' })
      expect(await play(terminal, 'echo $? $kept')).toBe('130 yes\n')
    })
  }

  const interrupted = {
    'a line': 'say before; n=0; while :; do n=$((n + 1)); done',
    eval: "eval 'say before; n=0; while :; do n=$((n + 1)); done'",
    'a sourced file': '. ./counts',
    'a sourced file in a condition': 'if true; then source ./counts; fi',
  }
  for (const [what, line] of Object.entries(interrupted)) {
    it(`keeps what ${what} did and showed before it`, async () => {
      const { terminal } = startMachine()
      await terminal.run("echo 'say before; n=0; while :; do n=$((n + 1)); done' > counts")
      setTimeout(() => terminal.interrupt(), 30)
      const { stdout } = await terminal.run(line)
      expect(stdout).toBe('before\n')
      expect(await play(terminal, '(( n > 0 )) && echo counted')).toBe('counted\n')
    })
  }

  it('comes through a signal too', async () => {
    const { terminal } = startMachine()
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 20)
    const { signal } = controller
    expect(await terminal.run('while :; do :; done', { signal })).toMatchObject({ interrupted: true })
  })

  it('does nothing when nothing runs', async () => {
    const { terminal } = startMachine()
    terminal.interrupt()
    expect(await play(terminal, 'echo fine')).toBe('fine\n')
    terminal.interrupt()
    expect(await play(terminal, 'echo still')).toBe('still\n')
  })
})

describe('limits', () => {
  it('end an endless loop that nobody interrupts, wherever its text came from', async () => {
    for (const line of [
      'while :; do :; done',
      "eval 'while :; do :; done'",
      'f() { while :; do :; done; }; f | cat',
    ]) {
      const { terminal } = startMachine({ limits: { steps: 2000 } })
      const { exitCode, stderr } = await terminal.run(`a=1; ${line}; echo never`)
      expect(stderr).toBe(
        'hopwise: stopped after 2,000 steps, the limit for one line or script. Look for a loop that never ends; what it did so far is done.\n',
      )
      expect(exitCode).toBe(1)
      expect(await play(terminal, 'echo $a')).toBe('1\n')
    }
  })

  it('count for each line anew', async () => {
    const { terminal } = startMachine({ limits: { steps: 500 } })
    for (let i = 0; i < 5; i++)
      expect(await play(terminal, 'for i in {1..30}; do :; done; echo $i')).toBe('30\n')
  })

  it('cut endless output, and say so', async () => {
    const { terminal } = startMachine({ limits: { outputBytes: 64 * 1024 } })
    const { stdout, stderr, exitCode } = await terminal.run('while :; do echo 123456789012345; done')
    expect(stdout.length).toBe(64 * 1024)
    expect(stderr).toMatch(/^hopwise: stopped after 64 KiB of output, the limit .* cut\. /)
    expect(exitCode).toBe(1)
    expect(await play(terminal, 'echo fine')).toBe('fine\n')
  })

  it('do not count what goes to a file', async () => {
    const { terminal } = startMachine({ limits: { outputBytes: 100 } })
    expect(await play(terminal, 'for i in {1..50}; do echo 1234567890; done > f; wc -c < f')).toBe('550\n')
  })

  it('end a function that calls itself for ever, and keep the shell as it was', async () => {
    const { terminal } = startMachine()
    await terminal.run('kept=yes; deep() { deep; }')
    const { stderr } = await terminal.run('deep')
    expect(stderr).toBe(
      'hopwise: stopped: functions called each other 1,000 deep. Look for a function that calls itself and never returns.\n',
    )
    expect(await play(terminal, 'echo $kept')).toBe('yes\n')
  })

  it('do not add up over a long session', async () => {
    const { terminal } = startMachine()
    for (let i = 0; i < 40; i++)
      await terminal.run(`for i in {1..100}; do x=\${i/1/2}; y=/t*; done; x=$(echo $x | sed s/9/8/)`)
    expect(await play(terminal, 'echo $x')).toBe('200\n')
  })
})
