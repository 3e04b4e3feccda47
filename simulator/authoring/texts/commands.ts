import type { Contract } from '../../api/model.ts'
import { isPrivateService } from '../../api/private/index.ts'
import { needsOf } from '../../cli/needs.ts'
import { Subject } from '../../grading/subject.ts'
import { splitWords } from '../../grading/words.ts'
import { Lab } from '../../lab.ts'
import type { Problem } from '../../packs/problem.ts'
import type { Prose } from '../../packs/prose.ts'
import type { ProofPorts } from '../prove.ts'
import { commandsIn, simpleCommandsIn, stand } from './commands-in-text.ts'

// Commands that texts show are read as the terminal reads them: by the model of AWS's own contract, in an empty world.

const account = '123456789012'

export async function problemsInCommands(
  contract: Contract,
  world: Subject,
  prose: Prose,
): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  for (const { line, index, isInline } of commandsIn(prose)) {
    for (const one of simpleCommandsIn(filled(line))) {
      const told = await whatIsWrong(contract, world, one, isInline)
      if (told === undefined) continue
      const path = prose.path === undefined ? {} : { path: prose.path }
      problems.push({
        file: prose.file,
        ...path,
        ...prose.locate(index),
        found: `\`${one.length > 80 ? `${one.slice(0, 77)}…` : one}\``,
        expected: `a command that the terminal takes: ${told}`,
      })
    }
  }
  return problems
}

/** What stands for something that a text leaves open: `$VPC`, `<id>`, `…`. */
const filled = (line: string): string =>
  line
    .replace(/\$\{?[A-Za-z_]\w*\}?/g, stand)
    .replace(/<[a-zA-Z][^<>|&;\n]*>/g, stand)
    .replace(/(?:…|\.\.\.)/g, stand)

async function whatIsWrong(
  contract: Contract,
  world: Subject,
  line: string,
  isInline: boolean,
): Promise<string | undefined> {
  const words = splitWords(line) ?? []
  const [command = '', ...rest] = words
  if (command !== 'aws' && !isPrivateService(command)) return undefined
  const needs = command === 'aws' ? needsOf(rest).services : [command]
  for (const service of needs) {
    if (!contract.services.includes(service) && !isPrivateService(service)) return undefined
    await contract.need(service)
  }
  const ran = world.fork().run(line, 'workstation', account)
  if ('problem' in ran || ran.exitCode !== 252) return undefined
  const said = complaint(ran.stderr)
  // What a text leaves open may be of any kind; and a sentence may name a command without what it wants.
  if (/unknown options?:.*--[a-z]/i.test(said)) return said.replace(`, ${stand}`, '')
  if (said.includes(stand) || line.endsWith(stand)) return undefined
  if (/required/.test(said) && (isInline || line.includes(stand))) return undefined
  if (isInline && rest.length < 2) return undefined
  return said
}

const complaint = (stderr: string): string =>
  (/(?:\[ERROR\]: |: error: )([\s\S]*)/.exec(stderr)?.[1] ?? stderr).trim().split('\n')[0] ?? ''

/** A machine in an empty world, to read commands on. */
export async function emptyWorld(ports: ProofPorts): Promise<Subject> {
  const lab = await Lab.open({ ...ports, seed: 'texts' })
  const costOf = () => ({ usd: 0, lines: [], unknown: [] })
  return Subject.of({ cloud: lab.forkWorld(), account, costOf })
}
