import { beforeAll, describe, expect, it } from 'vitest'
import type { Terminal } from '../../../../../simulator/shell/terminal.ts'
import { startMachine } from '../machine.ts'

// Programs that people type without thinking, as those of GNU print: recorded with coreutils 9.1, diffutils 3.8,
// grep 3.8. At a terminal they are in columns and in colour.

let terminal: Terminal
beforeAll(async () => {
  ;({ terminal } = startMachine())
  await terminal.run(`mkdir -p d/inner && cd d
    touch -d '2026-01-01 10:00' b; printf hello > a; touch -d 2024-01-01 a; chmod +x b; ln -s a l
    touch -d '2026-01-02 03:00' 'c d' Z.tar.gz .hidden; touch -d '2025-12-01' inner
    printf 'one\\ntwo\\nthree\\n' > x; printf 'one\\n2\\nthree\\nfour\\n' > y
    touch -d '2026-01-02 03:00' x y; mkdir folder; cp x folder; touch -d '2025-12-01' folder`)
})

const told = async (line: string, columns?: number): Promise<string> => {
  const { stdout, stderr, exitCode } = await terminal.run(line, columns ? { terminal: { columns } } : {})
  return `${stdout}${stderr}${exitCode ? `[${exitCode}]` : ''}`.replaceAll('\x1b', '^')
}

describe('several patterns', () => {
  it.each<[string, string]>([
    ['grep -e one -e two x', 'one\ntwo\n'],
    ['grep -ie ONE --regexp=TWO x', 'one\ntwo\n'],
    ['grep -E -e "^o" -e "e$" x', 'one\nthree\n'],
    ['printf "a.b\\naxb\\n*\\n" | grep -F -e a.b -e "*"', 'a.b\n*\n'],
    ['grep -v -e one -e two x', 'three\n'],
  ])('%s', async (line, shown) => {
    expect(await told(line)).toBe(shown)
  })
})

describe('tr', () => {
  it.each<[string, string]>([
    ["printf 'a\\0b\\0' | tr '\\0' '\\n'", 'a\nb\n'],
    ["echo a-b | tr '\\055' _", 'a_b\n'],
    ["echo 'a b' | tr -s ' ' '\\012'", 'a\nb\n'],
    ["echo 'a\\b' | tr '\\\\' /", 'a/b\n'],
  ])('%s', async (line, shown) => {
    expect(await told(line)).toBe(shown)
  })
})

describe('ls', () => {
  it.each<[string, string]>([
    ['ls', 'Z.tar.gz\na\nb\nc d\nfolder\ninner\nl\nx\ny\n'],
    ['ls -A', '.hidden\nZ.tar.gz\na\nb\nc d\nfolder\ninner\nl\nx\ny\n'],
    ['ls -F', 'Z.tar.gz\na\nb*\nc d\nfolder/\ninner/\nl@\nx\ny\n'],
    ['ls -r a b', 'b\na\n'],
    ['ls -t a b x', 'x\nb\na\n'],
    ['ls -S a b x', 'x\na\nb\n'],
    ['ls -d folder a', 'a\nfolder\n'],
    ['ls folder a', 'a\n\nfolder:\nx\n'],
    ['ls -R folder', 'folder:\nx\n'],
    ['ls -m a b', 'a, b\n'],
    ['ls -Q a', '"a"\n'],
    ['ls -C a b', 'a  b\n'],
    ['ls --group-directories-first a folder -d', 'folder\na\n'],
    ['ls -l a', '-rw-r--r-- 1 learner learner 5 Jan  1  2024 a\n'],
    ['ls -l b', '-rwxr-xr-x 1 learner learner 0 Jan  1 10:00 b\n'],
    ['ls -ld folder', 'drwxr-xr-x 2 learner learner 4096 Dec  1 00:00 folder\n'],
    ['ls -l l', 'lrwxrwxrwx 1 learner learner 1 Jan  2 03:04 l -> a\n'],
    ['ls -l folder', 'total 4\n-rw-r--r-- 1 learner learner 14 Jan  2 03:04 x\n'],
    ['ls -lh folder', 'total 4.0K\n-rw-r--r-- 1 learner learner 14 Jan  2 03:04 x\n'],
    ['ls -n a', '-rw-r--r-- 1 1000 1000 5 Jan  1  2024 a\n'],
    ['ls --full-time a', '-rw-r--r-- 1 learner learner 5 2024-01-01 00:00:00.000000000 +0000 a\n'],
    ['ls none', "ls: cannot access 'none': No such file or directory\n[2]"],
    ['ls -%', "ls: invalid option -- '%'\nTry 'ls --help' for more information.\n[2]"],
    ['ls --colour=always folder a -d', 'a\n^[01;34mfolder^[0m\n'],
  ])('%s', async (line, shown) => {
    expect(await told(line)).toBe(shown)
  })

  it.each<[string, number, string]>([
    ['\\ls', 80, " Z.tar.gz   a   b  'c d'   folder   inner   l   x   y\n"],
    ['\\ls a b x y', 5, 'a  x\nb  y\n'],
    ['\\ls a b | cat', 80, 'a\nb\n'],
    ['ls -d folder b Z.tar.gz', 80, '^[01;31mZ.tar.gz^[0m  ^[01;32mb^[0m  ^[01;34mfolder^[0m\n'],
    ['ls -d folder | cat', 80, 'folder\n'],
    ['NO_COLOR=1 ls -d folder', 80, 'folder\n'],
    ['ll -d l', 80, 'lrwxrwxrwx 1 learner learner 1 Jan  2 03:04 ^[01;36ml^[0m -> a\n'],
  ])('%s on %i columns', async (line, columns, shown) => {
    expect(await told(line, columns)).toBe(shown)
  })
})

describe('diff', () => {
  it.each<[string, string]>([
    ['diff x x', ''],
    ['diff x y', '2c2\n< two\n---\n> 2\n3a4\n> four\n[1]'],
    ['diff y x', '2c2\n< 2\n---\n> two\n4d3\n< four\n[1]'],
    ['diff -u x y | tail -n +3', '@@ -1,3 +1,4 @@\n one\n-two\n+2\n three\n+four\n'],
    ['diff -U0 x y | tail -n +3', '@@ -2 +2 @@\n-two\n+2\n@@ -3,0 +4 @@\n+four\n'],
    ['diff -u x y | head -n 1', '--- x\t2026-01-02 03:00:00.000000000 +0000\n'],
    ['diff -q x y', 'Files x and y differ\n[1]'],
    ['diff -s x x', 'Files x and x are identical\n'],
    ['diff -i <(echo A) <(echo a)', ''],
    ['diff -w <(echo "a b") <(echo ab)', ''],
    ['diff -B <(echo a) <(printf "a\\n\\n")', ''],
    ['diff <(printf a) <(echo a)', '1c1\n< a\n\\ No newline at end of file\n---\n> a\n[1]'],
    ['diff x folder', ''],
    ['diff folder inner', 'Only in folder: x\n[1]'],
    ['diff x none', 'diff: none: No such file or directory\n[2]'],
    ['diff x', "diff: missing operand after 'x'\ndiff: Try 'diff --help' for more information.\n[2]"],
    [
      'diff --color=always -U0 x y | tail -n +3 | head -n 3',
      '^[36m@@ -2 +2 @@^[0m\n^[31m-two^[0m\n^[32m+2^[0m\n',
    ],
  ])('%s', async (line, shown) => {
    expect(await told(line)).toBe(shown)
  })
})

const hit = (text: string) => `^[01;31m^[K${text}^[m^[K`
const name = (text: string) => `^[35m^[K${text}^[m^[K`
const number = (text: string) => `^[32m^[K${text}^[m^[K`
const colon = '^[36m^[K:^[m^[K'

describe('grep', () => {
  it.each<[string, string]>([
    ['grep t x', `${hit('t')}wo\n${hit('t')}hree\n`],
    ['grep -n two x', `${number('2')}${colon}${hit('two')}\n`],
    ['grep -H two x', `${name('x')}${colon}${hit('two')}\n`],
    ['grep -Hn two x', `${name('x')}${colon}${number('2')}${colon}${hit('two')}\n`],
    ['grep two x y', `${name('x')}${colon}${hit('two')}\n`],
    ['grep -E "w|h" x', `t${hit('w')}o\nt${hit('h')}ree\n`],
    ['grep "w\\|h" x', `t${hit('w')}o\nt${hit('h')}ree\n`],
    ['grep -F "." <<< a.b', `a${hit('.')}b\n`],
    ['grep -i -e TWO x', `${hit('two')}\n`],
    ['grep -v t x', 'one\n'],
    ['grep -c t x', '2\n'],
    ['grep t x | cat', 'two\nthree\n'],
    ['NO_COLOR=1 grep two x', 'two\n'],
    ['\\grep two x', 'two\n'],
    ['\\grep --color=always two x | cat', `${hit('two')}\n`],
    ['grep none x', '[1]'],
  ])('%s', async (line, shown) => {
    expect(await told(line, 80)).toBe(shown)
  })
})

describe('others', () => {
  it.each<[string, string]>([
    ["jq -c . <<< '[1]'", '^[1;39m[^[0m^[0;39m1^[0m^[1;39m]^[0m\n'],
    ['jq -c . <<< \'{"a":null}\'', '^[1;39m{^[0m^[34;1m"a"^[0m^[1;39m:^[0m^[1;30mnull^[0m^[1;39m}^[0m\n'],
    ['jq . <<< \'"a"\'', '^[0;32m"a"^[0m\n'],
    ['jq -r . <<< \'"5"\'', '5\n'],
    ['jq -M . <<< \'"a"\'', '"a"\n'],
    ['jq . <<< \'"a"\' | cat', '"a"\n'],
    ['jq -C . <<< \'"a"\' | cat', '^[0;32m"a"^[0m\n'],
    ['NO_COLOR=1 jq . <<< \'"a"\'', '"a"\n'],
    ['printf "a\\nb\\n" | xargs -n1 echo', 'a\nb\n'],
    ['echo a | xargs -I{} echo x{}y', 'xay\n'],
    ['echo a b | xargs --max-args=1 echo', 'a\nb\n'],
    ['echo a | xargs echo -n1', '-n1 a\n'],
    ['touch new; \\ls -l new', '-rw-r--r-- 1 learner learner 0 Jan  2 03:04 new\n'],
    [
      'touch -t 202501020304.05 new; \\ls --full-time new | cut -d" " -f6-7',
      '2025-01-02 03:04:05.000000000\n',
    ],
    ['touch -r a new; \\ls -l new', '-rw-r--r-- 1 learner learner 0 Jan  1  2024 new\n'],
    ['touch -c nothing; \\ls nothing', "ls: cannot access 'nothing': No such file or directory\n[2]"],
    ['touch /nowhere/x', "touch: cannot touch '/nowhere/x': No such file or directory\n[1]"],
    ['touch', "touch: missing file operand\nTry 'touch --help' for more information.\n[1]"],
  ])('%s', async (line, shown) => {
    expect(await told(line, 80)).toBe(shown)
  })
})
