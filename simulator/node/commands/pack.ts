import { type ProgramCommand, UsageError } from '../command.ts'
import type { Action } from '../pack/action.ts'
import { build } from '../pack/build.ts'
import { info } from '../pack/info.ts'
import { lint } from '../pack/lint.ts'
import { begin } from '../pack/new.ts'
import { schema } from '../pack/schema.ts'
import { test } from '../pack/test.ts'

export const pack: ProgramCommand = {
  name: 'pack',
  summary: 'Begin, prove, build and look into packs of scenarios.',
  usage:
    'new NAME | lint PACK… [--no-mutation] [--record] [--watch] [--json] | test PACK… [--no-mutation] [--json] | build PACK --out FILE | info PACK [--json] | schema pack|scenario|question',
  help: `PACK is the folder of a pack, the folder of one of its scenarios, or a .hopwise file.

  new     makes a folder with a small pack that works, to go on from
  lint    tells everything that is wrong with a pack, all at once: its files, what its texts say, and what its scenarios
          do. Of each, the setup has to work, the start to fail a check, the solution and every alternative to pass all
          of them, and every near miss to fail exactly the checks that it names. Then the solved world is changed, one
          command at a time: a change that alters what the brief speaks of, and that no check notices, is told. 95 of
          100 have to be noticed
  test    the same as a table: what each script comes to, which checks noticed mutants, and which mutants none did
  build   makes one file of it. Equal packs give equal bytes
  info    tells what is in it, and the hash that it is known by
  schema  prints the JSON Schema of a pack's YAML files, for editors

Options:
  --no-mutation  leaves the solved worlds as they are
  --record       lint first writes into near misses what they are known by (\`# signature: …\`), and into solutions how
                 many commands they take (\`# commands: …\`)
  --watch        lint goes on, and looks again at what was saved
  --json         for programs

Exit status: 0 when all is well, 1 when something is wrong with a pack, 2 when the command is used wrongly.`,

  async run([what = '', ...args], context) {
    const run = Object.hasOwn(actions, what) ? actions[what] : undefined
    if (!run) {
      throw new UsageError(
        what ? `there is no pack ${what}` : `expected one of ${Object.keys(actions).join(', ')}`,
      )
    }
    return run(args, context)
  },
}

const actions: Readonly<Record<string, Action>> = { new: begin, lint, test, build, info, schema }
