import { expose } from 'comlink'
import { contract } from '../../../simulator/api/contract.ts'
import type { Scenario } from '../../../simulator/packs/scenario.ts'
import { prepareLab } from '../../../simulator/views/attempt/opening.ts'
import type { Origin } from '../../../simulator/views/attempt/submission.ts'
import { installedScenario } from '../../packs/installed.ts'
import type { FoundScenario, ScenarioFile } from '../../packs/scenario-file.ts'
import { asItIsNow } from '../../packs/scenario-file.ts'
import { database } from '../../storage/database.ts'
import { putAside } from '../../storage/put-aside.ts'
import type { KeptLabs } from './host-ports.ts'
import { LabHost } from './lab-host.ts'
import { turn } from './turn.ts'

const kept: KeptLabs = {
  read: async (name) => (await (await database()).get('labs', name))?.saved,
  async write(name, saved) {
    await (await database()).put('labs', { id: name, saved, at: Date.now() })
  },
  putAside,
}

expose(new LabHost({ turn, findScenario, kept }))
// Every lab wants it, before the page has said which lab. Whoever opens one hears what went wrong.
prepareLab(contract).catch(() => {})

/** Shipped scenarios are files of the site, beside its pages; others are of packs that were installed. */
async function findScenario(id: string, shipped?: ScenarioFile): Promise<FoundScenario> {
  const installed = await installedScenario(id)
  if (!installed) {
    const { scenario, whole: hash, ...rest } = shipped ?? ((await fileOf(`${id}.json`)) as ScenarioFile)
    const whole = async () => (await fileOf(`${id}.${hash}.whole.json`)) as Scenario
    return { ...rest, scenario: { ...scenario, whole } }
  }
  const { scenario, pack } = installed
  return { scenario, origin: { engine: (await fileOf('engine.json')) as Origin['engine'], pack } }
}

async function fileOf(name: string): Promise<unknown> {
  const found = await fetch(new URL(`../packs/${name}`, location.href), asItIsNow)
  if (!found.ok) throw new Error(`There is no ${name.replace(/\.json$/, '')} among the packs of this site.`)
  return found.json()
}
