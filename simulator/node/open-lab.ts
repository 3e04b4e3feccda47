import type { LabOptions, ProgramLab } from './lab-port.ts'

/** A lab in an empty world. The simulator is loaded only when a command wants it. */
export async function openLab({ seed, turn }: LabOptions): Promise<ProgramLab> {
  const [{ Lab }, { contract }] = await Promise.all([import('../lab.ts'), import('../api/contract.ts')])
  return Lab.open({ contract, turn, ...(seed !== undefined && { seed }) })
}
