import type { Fabric } from '../../../../../simulator/network/fabric.ts'
import { type TestCloud, testCloud } from '../../services/cloud.ts'
import { statements } from './statements.ts'

// Worlds for tests of the data plane, written down a line a thing:
//
//   vpc main 10.0.0.0/16
//   subnet web main a 10.0.1.0/24
//   group web-sg main | out all 0.0.0.0/0 | in tcp 443 10.0.0.0/16
//   host web-1 web 10.0.1.10 web-sg
//
// Each line is one statement, each statement one or a few requests to the cloud; a name stands for the id of what the
// line made. `statements.ts` and its neighbours list what there is to say.

export interface World extends TestCloud {
  /** The id that a name stands for; what is no name is taken as it is. */
  id(name: string): string
  /** The name of an id, for messages. */
  nameOf(id: string): string
  name(name: string, id: string | undefined): void
  /** What a statement wants to know of a thing later: a host's interface, a VPC's main table. */
  readonly known: Map<string, string>
  /** Where the statements that follow are done: `region eu-west-1`, `account 210987654321`. */
  where: { account: string; region: string }
  readonly fabric: Fabric
}

export type Statement = (world: World, words: readonly string[], clauses: readonly string[][]) => void

export function worldOf(text: string, seed = 'network'): World {
  const cloud = testCloud(seed)
  const ids = new Map<string, string>()
  const names = new Map<string, string>()
  const world: World = {
    ...cloud,
    known: new Map(),
    where: { account: '123456789012', region: 'us-east-1' },
    id: (name) => ids.get(name) ?? name,
    nameOf: (id) => names.get(id) ?? id,
    name(name, id = '') {
      ids.set(name, id)
      names.set(id, name)
    },
    get fabric() {
      return cloud.cloud.fabric
    },
  }
  say(world, text)
  // What takes its time to come up is up before anything is sent.
  world.pass(600)
  return world
}

/** Says further statements about a world. */
export function say(world: World, text: string): void {
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith('#')) continue
    const [head = '', ...clauses] = line.split('|').map((part) => part.trim())
    const [verb = '', ...words] = head.split(/\s+/)
    const statement = Object.hasOwn(statements, verb) ? statements[verb] : undefined
    if (!statement) throw new Error(`Nobody knows how to say "${verb}": ${line}`)
    statement(
      world,
      words,
      clauses.map((clause) => clause.split(/\s+/)),
    )
  }
}
