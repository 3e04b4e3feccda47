import { expect, it } from 'vitest'
import { startMachine } from './machine.ts'
import { play } from './transcript.ts'

// `select`, recorded with bash 5.2: the menu and the prompt go to standard error.

it.each<[string, string]>([
  ['select x in a b c; do echo "got $x ($REPLY)"; break; done <<< 2', '1) a\n2) b\n3) c\n#? got b (2)\n'],
  [
    "printf '9\\n\\n1\\n' | { select x in 'one two' b; do echo \"got <$x>\"; done; }",
    '1) one two\n2) b\n#? got <>\n#? 1) one two\n2) b\n#? got <one two>\n#? \n',
  ],
  ['f() { select y; do echo "y=$y"; break; done; }; f q r <<< 1', '1) q\n2) r\n#? y=q\n'],
  [
    'select z in {1..20}; do echo $z; break; done <<< 13',
    '1) 1\t 3) 3\t 5) 5\t 7) 7\t 9) 9\t11) 11\t13) 13\t15) 15\t17) 17\t19) 19\n2) 2\t 4) 4\t 6) 6\t 8) 8\t10) 10\t12) 12\t14) 14\t16) 16\t18) 18\t20) 20\n#? 13\n',
  ],
  ['PS3="which? "; select z in u v; do echo $z; break; done <<< 2', '1) u\n2) v\nwhich? v\n'],
  ["bash -c 'select x in a b; do echo $x; break; done' <<< 1", '1) a\n2) b\n#? a\n'],
  ['echo "select x in a; do"', 'select x in a; do\n'],
])('%s', async (line, shown) => {
  const { terminal } = startMachine()
  expect(await play(terminal, line)).toBe(shown)
})

it('wants more lines until it is done', () => {
  const { terminal } = startMachine()
  expect(terminal.isIncomplete('select x in a b; do')).toBe(true)
  expect(terminal.isIncomplete('select x in a b\ndo echo $x\ndone')).toBe(false)
})
