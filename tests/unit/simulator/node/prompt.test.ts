import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { ProgramLab } from '../../../../simulator/node/lab-port.ts'
import { converse } from '../../../../simulator/node/prompt.ts'
import { worldOf } from '../network/notation/world.ts'
import { startMachine } from '../shell/machine.ts'
import { at } from '../shell/tools/on-host.ts'

const ctrlC = '\x03'
const ctrlD = '\x04'
const up = '\x1b[A'

const oneHost = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  group web-sg main | out all 0.0.0.0/0
  host web-1 web 10.0.1.10 web-sg
`

type Script = readonly [waitFor: string, type: string][]

async function sit(...script: Script) {
  const { terminal } = startMachine()
  return sitAt({ terminal, run: terminal.run.bind(terminal) }, ...script)
}

/** A person at the keyboard: each entry waits for a text on the screen, then types. */
async function sitAt(lab: ProgramLab, ...entries: Script) {
  const script = [...entries]
  const stdin = new PassThrough()
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const openLab = async () => lab
  let screen = ''
  let seen = 0
  const act = () => {
    const [next] = script
    if (!next) return
    const at = screen.indexOf(next[0], seen)
    if (at < 0) return
    seen = at + next[0].length
    script.shift()
    setImmediate(() => {
      stdin.write(next[1])
      act()
    })
  }
  const show = (chunk: Buffer) => {
    // What moves the cursor is not looked at.
    screen += chunk.toString('utf8').replace(/\x1b\[[0-9;]*[A-Za-z]/g, '')
    act()
  }
  stdout.on('data', show)
  stderr.on('data', show)
  const status = await converse(lab, { stdin, stdout, stderr, openLab })
  return { screen: screen.replaceAll('\r', ''), status }
}

const prompt = 'learner@workstation:~$ '

describe('at the prompt', () => {
  it('lines run one after the other, and exit leaves with its status', async () => {
    const { screen, status } = await sit(
      [prompt, 'x=41\r'],
      [prompt, 'echo $((x + 1))\r'],
      ['42\n', 'exit 3\r'],
    )
    expect(screen).toContain(`${prompt}echo $((x + 1))\n42\n${prompt}`)
    expect(status).toBe(3)
  })

  it.each<[string, string, string]>([
    ['runs the line that is found', 'alp\r', 'alpha one\n'],
    ['goes on to the one before', 'o\x12\r', 'beta two\n'],
    ['looks anew when a letter is taken back', 'alphax\x7f\r', 'alpha one\n'],
    ['leaves the line to be edited', 'alp\x05 more\r', 'alpha one more\n'],
    ['is given up, and the line is as it was', 'alp\x07mega\r', 'omega\n'],
  ])('Ctrl-R %s', async (_, keys, shown) => {
    const { screen } = await sit(
      [prompt, 'echo alpha one\r'],
      [prompt, 'echo beta two\r'],
      [prompt, 'echo gamma three four\r'],
      [prompt, `echo o\x12`],
      ["reverse-i-search)`': ", keys],
      [`\n${shown.slice(0, -1)}`, ctrlD],
    )
    expect(screen).toContain(`\n${shown}`)
  })

  it('keys that a page of text takes do not get on the line', async () => {
    const { screen } = await sit(
      [prompt, 'seq 100 | less\r'],
      [':', ' q'],
      [prompt, 'echo done\r'],
      ['\ndone', ctrlD],
    )
    expect(screen).toContain(`${prompt}echo done\ndone\n`)
    expect(screen).toContain('45')
    expect(screen).not.toContain('70')
  })

  it.each([
    // The prompt is drawn over its row, and so what was printed there is drawn again with it.
    ['is followed by the prompt', 'printf hi', `hihi${prompt}`],
    ['is a row of its own where it moves the cursor', "printf 'a\\tb'", `a\tb\n${prompt}`],
    ['is a row of its own where it fills the row', `printf %080d 0`, `${'0'.repeat(80)}\n${prompt}`],
    ['that has a line break is a row of its own', 'echo hi', `hi\n${prompt}`],
  ])('output %s', async (_, line, shown) => {
    const { screen } = await sit([prompt, `${line}\r`], [prompt, ctrlD])
    expect(screen).toContain(shown)
  })

  it('Ctrl-D leaves with the last status', async () => {
    expect(await sit([prompt, 'say "" "" 7\r'], [prompt, ctrlD])).toMatchObject({ status: 7 })
  })

  it('Ctrl-D in an inner shell leaves that one alone', async () => {
    const inner = '[root@ip-10-0-1-10 ~]# '
    const outer = '[ec2-user@ip-10-0-1-10 ~]$ '
    const { window } = at(worldOf(oneHost), 'web-1')
    const lab = { terminal: window, run: window.run.bind(window) }
    const { screen, status } = await sitAt(
      lab,
      [outer, 'sudo -i\r'],
      [inner, ctrlD],
      [outer, '(exit 5)\r'],
      [outer, ctrlD],
    )
    expect(screen).toContain(`${inner}logout\n${outer}`)
    expect(status).toBe(5)
  })

  it('what is unfinished asks for more', async () => {
    const { screen } = await sit(
      [prompt, 'for i in 1 2; do\r'],
      ['> ', 'echo "n$i"\r'],
      ['> ', 'done\r'],
      ['n2\n', ctrlD],
    )
    expect(screen).toContain('n1\nn2\n')
  })

  it('Ctrl-C ends what runs, not the program', async () => {
    const { screen, status } = await sit(
      [prompt, 'say begun; while :; do :; done\r'],
      ['begun\n', ctrlC],
      [prompt, 'echo "status $?"\r'],
      ['status 130\n', ctrlD],
    )
    expect(screen).toContain('^C\n')
    expect(status).toBe(0)
  })

  it('Ctrl-C forgets what was typed', async () => {
    const { screen } = await sit(
      [prompt, `echo not this${ctrlC}`],
      [prompt, 'echo this\r'],
      ['this\n', ctrlD],
    )
    expect(screen).toContain(`${prompt}echo not this^C\n${prompt}echo this\nthis\n`)
  })

  it('Tab completes, Up brings back a line', async () => {
    const { screen } = await sit(
      [prompt, 'sa\t'],
      ['say ', 'tabbed\r'],
      ['tabbed\n', `${up}\r`],
      ['tabbed\n', ctrlD],
    )
    expect(screen.match(/^tabbed$/gm)).toHaveLength(2)
  })

  it('the prompt tells where one is', async () => {
    const { screen } = await sit([prompt, 'cd /tmp\r'], ['learner@workstation:/tmp$ ', ctrlD])
    expect(screen).toContain('/tmp$ ')
  })

  it('a scenario is greeted, and what becomes of its goals is told in quiet lines behind the output', async () => {
    const { terminal } = startMachine()
    let tell = (_: readonly string[]) => {}
    const lab: ProgramLab = {
      terminal,
      greeting: 'The door\nlab brief tells what there is.',
      async follow(listener) {
        tell = listener
      },
      async run(line, options) {
        const result = await terminal.run(line, options)
        if (line.startsWith('printf')) tell(['✓ one  The first.  1 of 2', '✓ two  The second.  2 of 2'])
        return result
      },
    }
    const { screen } = await sitAt(lab, [prompt, 'printf hi\r'], [prompt, ctrlD])
    expect(screen).toMatch(/^The door\nlab brief tells what there is\.\n/)
    expect(screen).toContain(`hi\n✓ one  The first.  1 of 2\n✓ two  The second.  2 of 2\n${prompt}`)
  })
})
