import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const program = fileURLToPath(new URL('../../../../simulator/node/hopwise.ts', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'hopwise-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Finished {
  stdout: string
  stderr: string
  status: number | null
}

function start(args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], { cwd: folder })
  const finished = new Promise<Finished>((resolve) => {
    const texts = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text) => (texts.stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (texts.stderr += text))
    child.on('close', (status) => resolve({ ...texts, status }))
  })
  return { child, finished }
}

function hopwise(args: readonly string[], stdin = ''): Promise<Finished> {
  const { child, finished } = start(args)
  child.stdin.end(stdin)
  return finished
}

describe('hopwise shell', () => {
  it('runs a script file with its arguments; streams and status are the script’s', async () => {
    writeFileSync(path.join(folder, 'job.sh'), 'echo "$0: $1, $2"\necho oops >&2\nexit 3\n')
    expect(await hopwise(['shell', 'job.sh', 'one', 'two words'])).toEqual({
      stdout: 'job.sh: one, two words\n',
      stderr: 'oops\n',
      status: 3,
    })
  })

  it('runs what comes on standard input', async () => {
    const expected = { stdout: 'in a\n', stderr: '', status: 0 }
    expect(await hopwise(['shell', '-', 'a'], 'echo "in $1"')).toEqual(expected)
    expect(await hopwise(['shell'], 'echo "in a"')).toEqual(expected)
  })

  it('has aws in it', async () => {
    const { stdout, status } = await hopwise(['shell'], 'type aws; aws configure get region')
    expect({ stdout, status }).toEqual({ stdout: 'aws is /usr/bin/aws\nus-east-1\n', status: 0 })
  })

  it('begins with a scenario, where one is named', async () => {
    const place = 'foundations/a-private-door-to-sqs'
    const { stdout, stderr } = await hopwise(['shell', '--scenario', place], 'lab goals')
    expect({ stderr, title: stdout.split('\n')[0] }).toEqual({
      stderr: '',
      title: 'A private door to Amazon SQS',
    })
    const missing = await hopwise(['shell', '--scenario', 'foundations/nothing'], 'lab goals')
    expect(missing).toMatchObject({ stdout: '', status: 1 })
    expect(missing.stderr).toMatch(/^hopwise shell: foundations\/nothing: /)
  })

  it('says why a scenario cannot begin whose setup does not work', async () => {
    const pack = fileURLToPath(new URL('../../../../content/packs/foundations', import.meta.url))
    cpSync(pack, path.join(folder, 'broken'), { recursive: true })
    const place = path.join(folder, 'broken', 'scenarios', 'a-private-door-to-sqs')
    writeFileSync(path.join(place, 'setup.sh'), 'echo no luck >&2\nexit 1\n')
    const { stdout, stderr, status } = await hopwise(['shell', '--scenario', place], 'lab goals')
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 })
    expect(stderr).toMatch(/^hopwise shell: .*no luck/s)
    expect(stderr).not.toContain('    at ')
  })

  it('passes bytes through as they are', async () => {
    const { stdout } = await hopwise(['shell'], "printf 'é日\\n' | cat; printf '\\x41\\n'")
    expect(stdout).toBe('é日\nA\n')
  })

  it('sees no file of the real machine', async () => {
    writeFileSync(path.join(folder, 'secret.txt'), 'secret')
    const { stderr, status } = await hopwise(['shell'], `cat '${folder}/secret.txt'`)
    expect({ stderr, status }).toMatchObject({ stderr: expect.stringContaining('No such file'), status: 1 })
  })

  it('ends an endless script at Ctrl-C', async () => {
    const { child, finished } = start(['shell'])
    child.stdin.end('echo started; while :; do :; done; echo never')
    child.stdout.once('data', () => child.kill('SIGINT'))
    expect(await finished).toEqual({ stdout: 'started\n', stderr: '', status: 130 })
  })

  it('gives the same world for the same seed, and another for another', async () => {
    const dice = (seed: string) => hopwise(['shell', '--seed', seed], 'echo $RANDOM $RANDOM; mktemp')
    const [first, second, third] = await Promise.all([dice('a'), dice('a'), dice('b')])
    expect(second).toEqual(first)
    expect(third.stdout).not.toBe(first.stdout)
  })
})

describe('hopwise', () => {
  it('tells its version', async () => {
    expect(await hopwise(['--version'])).toEqual({
      stdout: expect.stringMatching(/^hopwise \d+\.\d+\.\d+\n$/),
      stderr: '',
      status: 0,
    })
  })

  it.each([[[]], [['--help']], [['help']]])('%j lists the commands', async (args) => {
    expect(await hopwise(args)).toMatchObject({
      stdout: expect.stringMatching(/Commands:\n {2}shell /),
      status: 0,
    })
  })

  it.each([[['shell', '--help']], [['help', 'shell']]])('%j explains a command', async (args) => {
    const { stdout, status } = await hopwise(args)
    expect({ stdout, status }).toMatchObject({
      stdout: expect.stringMatching(/^Usage: hopwise shell /),
      status: 0,
    })
  })

  it.each([
    [['frobnicate'], "hopwise: unknown command frobnicate\nTry 'hopwise --help'.\n", 2],
    [['--frobnicate'], "hopwise: unknown option --frobnicate\nTry 'hopwise --help'.\n", 2],
    [['help', 'frobnicate'], "hopwise: unknown command frobnicate\nTry 'hopwise --help'.\n", 2],
    [['shell', '--loud'], "hopwise shell: unknown option --loud\nTry 'hopwise shell --help'.\n", 2],
    [['shell', '--seed'], "hopwise shell: --seed wants a text after it\nTry 'hopwise shell --help'.\n", 2],
    [['shell', '--host'], "hopwise shell: --host wants a name after it\nTry 'hopwise shell --help'.\n", 2],
    [['shell', '--host', 'app-1', '-'], 'hopwise shell: There is no machine called app-1.\n', 1],
    [['shell', 'missing.sh'], 'hopwise shell: missing.sh: No such file or directory\n', 127],
  ])('%j is refused clearly', async (args, stderr, status) => {
    expect(await hopwise(args)).toEqual({ stdout: '', stderr, status })
  })
})
