import { readFileSync } from 'node:fs'
import { contract } from '../../../simulator/api/contract.ts'
import { Cloud } from '../../../simulator/cloud.ts'
import { connections } from '../../../simulator/services/directconnect/connections.ts'
import { plugIn } from '../../../simulator/services/directconnect/link-states.ts'
import { openLab, openWorld, profiles } from '../../conformance/several-accounts.ts'
import { script } from '../../conformance/story/in-terminal.ts'

/** The account to which most in the live world belongs, and one that has dealings with it. */
export const resident = profiles.provider
export const neighbour = profiles.customer

/** A saved world in which there is something of every service, made with commands as a learner would. */
export async function openLiveWorld(): Promise<string> {
  const lab = await openLab(await openWorld())
  const rest = readFileSync(new URL('./beginning.sh', import.meta.url), 'utf8')
  const text = `settle() { sleep 600; }\n${script}\n${rest}`
  const { exitCode, stderr } = await lab.terminal.runScript(text)
  if (exitCode !== 0) throw new Error(`The live world did not come to be: ${stderr}`)
  const { world } = JSON.parse(lab.save()) as { world: string }
  const cloud = Cloud.load(world, { contract })
  // The far ends of Direct Connect's lines are other people's work, and no request of AWS's.
  for (const line of connections.everyone(cloud)) plugIn(cloud, connections.idOf(line))
  return cloud.save()
}
