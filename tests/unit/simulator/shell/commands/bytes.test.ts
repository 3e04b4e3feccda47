import { beforeAll, describe, expect, it } from 'vitest'
import type { Terminal } from '../../../../../simulator/shell/terminal.ts'
import { startMachine } from '../machine.ts'

// What is no text stays as it is. Recorded with coreutils 9.1, util-linux 2.38, diffutils 3.8 and xxd of Vim 9.

let terminal: Terminal
beforeAll(async () => {
  ;({ terminal } = startMachine())
  await terminal.run(String.raw`printf '\xff\xfe\x00a hello world 1234567890' > b; cp b c; printf x >> c`)
})

const told = async (line: string): Promise<string> => {
  const { stdout, stderr, exitCode } = await terminal.run(line)
  return `${stdout}${stderr}${exitCode ? `[${exitCode}]` : ''}`
}

const { raw } = String

describe('bytes', () => {
  it.each<[string, string]>([
    ['wc -c < b', '27\n'],
    ['sha256sum b', '99a567168b7b02385a7ad0ab3e04ac4c350e60b46ffbbda1f9438a3d667a195f  b\n'],
    ['cat b | base64', '//4AYSBoZWxsbyB3b3JsZCAxMjM0NTY3ODkw\n'],
    ["base64 -d <<< '//4AYQ==' | xxd -p", 'fffe0061\n'],
    ['xxd b | xxd -r | cmp - b', ''],
    ['xxd -p b | xxd -r -p | cmp - b', ''],
    ['tee t < b | cmp - b && cmp t b', ''],
    ['cat b > u; cat b >> u; wc -c < u', '54\n'],
    ['gzip -c b | gunzip | cmp - b', ''],
    ['head -c 1 b | xxd -p; tail -c 1 b | xxd -p', 'ff\n30\n'],
    [raw`printf '\377' | xxd -p`, 'ff\n'],
    [raw`printf '%b' '\xfe' | xxd -p`, 'fe\n'],
    [raw`printf '%s' '\xff'`, raw`\xff`],
    [raw`printf '\\xff'`, raw`\xff`],
    [raw`printf '\xc3\xa9'`, 'é'],
    [raw`printf 'é\xff' | xxd -p`, 'c3a9ff\n'],
    [raw`echo -ne '\xff\x00' | xxd -p`, 'ff00\n'],
    [raw`echo '\xff'`, '\\xff\n'],
    // Where several outputs become one, and where they are kept.
    [raw`{ printf '\xff'; cat b; } | xxd -p | head -c 8`, 'fffffe00'],
    [raw`f() { printf '\xff\xfe\x00é'; }; f | xxd -p`, 'fffe00c3a9\n'],
    [raw`g() { cat b; }; g > g.out && cmp b g.out`, ''],
    ['for i in 1 2; do cat b; done > twice; wc -c < twice', '54\n'],
    ['( gzip -c b ) | gunzip | cmp - b', ''],
    ['if true; then cat b; fi | cmp - b', ''],
    ['eval "cat b" | cmp - b', ''],
    [raw`x=$(printf '\xff'); printf %s "$x" | xxd -p`, 'ff\n'],
    ['{ base64 < b; } | base64 -d | cmp - b', ''],
    ['{ time cat b | wc -c; } 2> /dev/null', '27\n'],
  ])('%s', async (line, shown) => {
    expect(await told(line)).toBe(shown)
  })
})

describe('what shows bytes', () => {
  it.each<[string, string]>([
    [
      'od -c b',
      raw`0000000 377 376  \0   a       h   e   l   l   o       w   o   r   l   d
0000020       1   2   3   4   5   6   7   8   9   0
0000033
`,
    ],
    ['od -An -tx1 -N 4 b', ' ff fe 00 61\n'],
    [
      'od -A x -t x1z b',
      `000000 ff fe 00 61 20 68 65 6c 6c 6f 20 77 6f 72 6c 64  >...a hello world<
000010 20 31 32 33 34 35 36 37 38 39 30                 > 1234567890<
00001b
`,
    ],
    ['od -N 8 b', '0000000 177377 060400 064040 066145\n0000010\n'],
    ['od -td2 -N 8 -j 2 b', '0000002  24832  26656  27749  28524\n0000012\n'],
    ['od -tx4 -N 4 b', '0000000 6100feff\n0000004\n'],
    ['od none', 'od: none: No such file or directory\n[1]'],
    ['od --none', "od: unrecognized option '--none'\nTry 'od --help' for more information.\n[1]"],
    [
      'xxd b',
      `00000000: fffe 0061 2068 656c 6c6f 2077 6f72 6c64  ...a hello world
00000010: 2031 3233 3435 3637 3839 30               1234567890
`,
    ],
    ['xxd -l 4 -c 8 b', '00000000: fffe 0061            ...a\n'],
    ['xxd -u -g 1 -s 23 b', `00000017: 37 38 39 30${' '.repeat(38)}7890\n`],
    ['xxd -b -l 6 b', '00000000: 11111111 11111110 00000000 01100001 00100000 01101000  ...a h\n'],
    ['xxd -i -l 2 b', 'unsigned char b[] = {\n  0xff, 0xfe\n};\nunsigned int b_len = 2;\n'],
    [
      'hexdump -C b',
      `00000000  ff fe 00 61 20 68 65 6c  6c 6f 20 77 6f 72 6c 64  |...a hello world|
00000010  20 31 32 33 34 35 36 37  38 39 30                 | 1234567890|
0000001b
`,
    ],
    ['hexdump -n 4 b', `0000000 feff 6100${' '.repeat(30)}\n0000004\n`],
    [
      'head -c 64 /dev/zero | hexdump -C',
      `00000000  ${'00 '.repeat(8)} ${'00 '.repeat(8)} |${'.'.repeat(16)}|\n*\n00000040\n`,
    ],
    ['cmp b b', ''],
    ['cmp b c', 'cmp: EOF on b after byte 27, in line 1\n[1]'],
    ['printf X | cmp b -', 'b - differ: byte 1, line 1\n[1]'],
    ['printf X | cmp -l b - | head -n 1', ' 1 377 130\ncmp: EOF on - after byte 1\n'],
    ['cmp b none', 'cmp: none: No such file or directory\n[2]'],
  ])('%s', async (line, shown) => {
    expect(await told(line)).toBe(shown)
  })
})

describe('what never ends', () => {
  it.each<[string, string]>([
    ['head -c 3 /dev/zero | xxd -p', '000000\n'],
    ['head -c 300000 /dev/urandom | wc -c', '300000\n'],
    ['[ "$(head -c 9 /dev/urandom | base64)" = "$(head -c 9 /dev/urandom | base64)" ]', '[1]'],
    ['tr -dc a-z < /dev/urandom | head -c 12 | wc -c', '12\n'],
    ['yes | head -n 2', 'y\ny\n'],
    ['yes no way | head -n 1', 'no way\n'],
    [`yes | head -n 1 > /dev/null; echo \${PIPESTATUS[0]}`, '141\n'],
    [
      'dd if=/dev/zero of=z bs=1M count=3; wc -c z',
      '3145728 z\n3+0 records in\n3+0 records out\n3145728 bytes (3.1 MB, 3.0 MiB) copied, 0 s, Infinity B/s\n',
    ],
    ['dd if=b bs=4 count=1 skip=1 status=none', ' hel'],
    ['dd if=none', "dd: failed to open 'none': No such file or directory\n[1]"],
    ['echo x > /dev/full', 'bash: /dev/full: No space left on device\n[1]'],
  ])('%s', async (line, shown) => {
    expect(await told(line)).toBe(shown)
  })

  it('is cut where it is shown', async () => {
    const { stdout, stderr } = await terminal.run('yes', { terminal: { columns: 80 } })
    expect(stdout.length).toBeGreaterThan(1_000_000)
    expect(stderr).toMatch(/^hopwise: stopped after 8 MiB of output/)
  })
})
