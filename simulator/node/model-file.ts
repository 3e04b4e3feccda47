import { readFile } from 'node:fs/promises'
import { contract } from '../api/contract.ts'
import { Cloud } from '../cloud.ts'
import { needCatalogues } from '../world/catalogue/need.ts'

export interface Problem {
  readonly problem: string
}

/** The world that a file holds, or why it holds none. */
export async function openModel(file: string): Promise<Cloud | Problem> {
  let saved: string
  try {
    saved = await readFile(file, 'utf8')
  } catch (error) {
    return { problem: `${file} cannot be read: ${(error as Error).message}` }
  }
  await needCatalogues()
  try {
    return Cloud.load(saved, { contract })
  } catch (error) {
    return { problem: `${file} is no saved world: ${(error as Error).message}` }
  }
}
