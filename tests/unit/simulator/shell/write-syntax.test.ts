import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isSameSyntax } from '../../../../simulator/shell/same-syntax.ts'
import { Parser, type Script } from '../../../../simulator/shell/syntax.ts'
import { write } from '../../../../simulator/shell/write-syntax.ts'
import { readTranscript } from './transcript.ts'

const transcripts = new URL('transcripts/', import.meta.url)
const parser = new Parser()

/** The tree without the text that it was parsed from, so that every part of it has to be written. */
function withoutSource<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (name, part) => (name === 'sourceText' ? undefined : part)))
}

async function expectSame(text: string): Promise<void> {
  const { script } = await parser.parse(text)
  for (const tree of [script, withoutSource(script)]) {
    const written = write(tree)
    const again = await parser.parse(written)
    expect(again.problem, written).toBeUndefined()
    expect(isSameSyntax(script, again.script), written).toBe(true)
  }
}

describe('what is written', () => {
  for (const name of readdirSync(transcripts)) {
    it(`says what was read: ${name}`, async () => {
      const exchanges = readTranscript(readFileSync(new URL(name, transcripts), 'utf8'))
      expect(exchanges).not.toEqual([])
      for (const { typed } of exchanges) await expectSame(typed)
    })
  }

  const texts: Record<string, string> = {
    'quotes of every kind': `echo a\\ b 'c "d"' "e \\"f\\" \\$g \\\`" $'h\\'i\\n' "" '' "\${j}_k"`,
    'special parameters': `echo $! $? $# $@ "$*" $$ $- \${10} \${!name} \${#list[@]} \${!map[@]} \${!pre*}`,
    'operations on parameters': `echo \${a:-b c} "\${a:=d}" \${a:?"e"} \${a:+f} \${a#*/} \${a##g} \${a%%.*} \${a/\\//h} \${a//i/} \${a/#j/k} \${a^^} \${a,} \${a:1:2} \${a: -3} \${a@Q}`,
    'words that expand to many': 'echo {a,b{1..3..2}} ~ ~/x *.[ch] a?b $(c; d) `e` <(f) >(g)',
    'here-documents in a pipe':
      "cat <<A - <<'B' | tr a b\n$a \\$b `c`\nA\n$d\nB\nfor i; do cat <<-C\n\t$i\n\tC\ndone",
    'what is redirected':
      '> a; b 2>&1 >> c 3<&- &> d <<< "e" {f}> g; { h; } > i; (j) < k; while l; do m; done < n',
    'lists and pipes': '! a | b |& c && d || e & f; time -p g',
    conditions:
      '[[ -f $a && ! ( $b == c* || "$d" =~ ^e+$ ) ]] && [[ f ]]; if a; then b; elif c; then d; else e; fi',
    choices: 'case "$a" in (b|c) d;; [e-g]*) h; i;& *) ;; esac',
    loops: 'for ((i = 0; i < 3; i++)); do a; done; for b in c "d e"; do f & done; until g; do h; done',
    arithmetic: `((a = b[1] + (c ? 2 : 3) ** -d)); echo $(( x++ + \${y} % $(z) )) $((16#ff))`,
    functions: 'a() { b; }; function c { d; } > e; f() ( g )',
    arrays: 'a=(b "c d" [5]=e); a+=(f); a[1]=g; declare -A m; m=([k]="v w")',
  }
  for (const [what, text] of Object.entries(texts)) {
    it(`says what was read: ${what}`, async () => {
      expect((await parser.parse(text)).problem).toBeUndefined()
      await expectSame(text)
    })
  }

  it('keeps statements on their lines', async () => {
    const { script } = await parser.parse('a\n\nif b; then\n  c\nfi\n\nd')
    expect(
      write(withoutSource(script) as Script)
        .split('\n')
        .map((line) => line.trim()),
    ).toEqual(['a;', '', 'if b; then', 'c; fi;', '', '', 'd;', ''])
  })

  const different: Record<string, [string, string]> = {
    'another word': ['echo a', 'echo b'],
    'a pattern and its text': ['echo *', "echo '*'"],
    'a word and two': ['echo "a b"', 'echo a b'],
    'a loop and its negation': ['while a; do b; done', 'until a; do b; done'],
    'one line fewer': ['a; b', 'a'],
  }
  for (const [what, [one, other]] of Object.entries(different)) {
    it(`is told from what says something else: ${what}`, async () => {
      const trees = await Promise.all([one, other].map(async (text) => (await parser.parse(text)).script))
      expect(isSameSyntax(trees[0], trees[1])).toBe(false)
    })
  }
})
