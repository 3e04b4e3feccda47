import { setImmediate as immediate } from 'node:timers/promises'
import { contract } from '../../simulator/api/contract.ts'
import { Cloud } from '../../simulator/cloud.ts'
import { Lab } from '../../simulator/lab.ts'
import { accessKeys, rootOf } from '../../simulator/world/accounts.ts'
import { putFile } from '../../simulator/world/files.ts'

// One world with several accounts, for a terminal and for real clients: each account's number is the key of its
// root user, as an endpoint that serves the world takes it, and each has a profile.

export const profiles = {
  provider: '222222222222',
  customer: '111111111111',
  retailer: '333333333333',
} as const

export type Profile = keyof typeof profiles

export const region = 'us-east-1'

/** The files in which an AWS CLI finds the profiles. */
export const configFiles = {
  config: Object.keys(profiles)
    .map((name) => `[profile ${name}]\nregion = ${region}\noutput = json\ncli_timestamp_format = iso8601\n`)
    .join(''),
  credentials: Object.entries(profiles)
    .map(([name, id]) => `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = any\n`)
    .join(''),
}

const lab = { contract, turn: () => immediate() }

/** A world in which the accounts exist, and whatever `furnish` puts into it. */
export async function openWorld(furnish?: (cloud: Cloud) => void): Promise<string> {
  const { world } = await saved()
  const cloud = await Cloud.open(world, { contract })
  const { store, now: modified } = cloud
  for (const account of Object.values(profiles)) {
    store.put(accessKeys, { accessKeyId: account, secretAccessKey: 'any', principal: rootOf(account) })
    cloud.furnish({ account, region })
  }
  for (const [name, text] of Object.entries(configFiles)) {
    const path = `/home/learner/.aws/${name}`
    const bytes = new TextEncoder().encode(text)
    putFile(store, { host: 'workstation', path, kind: 'file', bytes, mode: 0o600, modified })
  }
  furnish?.(cloud)
  return cloud.save()
}

/** A terminal in a world that `openWorld` made. */
export async function openLab(world: string): Promise<Lab> {
  return Lab.open({ ...lab, saved: JSON.stringify({ ...(await saved()), world }) })
}

async function saved(): Promise<{ world: string }> {
  return JSON.parse((await Lab.open(lab)).save()) as { world: string }
}
