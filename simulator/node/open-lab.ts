import { CannotOpen, type LabOptions, type ProgramLab } from './lab-port.ts'

/** A lab in an empty world, or in a scenario's. The simulator is loaded only when a command wants it. */
export async function openLab({
  seed,
  scenario: place,
  host,
  turn,
  handIn,
}: LabOptions): Promise<ProgramLab> {
  const [{ Lab, NoSuchHost }, { contract }] = await Promise.all([
    import('../lab.ts'),
    import('../api/contract.ts'),
  ])
  const lab =
    place === undefined
      ? await Lab.open({ contract, turn, ...(seed !== undefined && { seed }) })
      : await openAt(place, seed, handIn)
  if (host === undefined) return lab
  try {
    const window = lab.openTerminal(host)
    return {
      terminal: window,
      run: (line, options) => lab.run(line, { ...options, window }),
      follow: (listener) => lab.follow(listener),
      runScript: (text, args, options) => lab.runScript(text, args, { ...options, window }),
      submission: (name) => lab.submission(name),
      greeting: lab.greeting,
    }
  } catch (error) {
    if (error instanceof NoSuchHost) throw new CannotOpen(error.message)
    throw error
  }
}

async function openAt(place: string, seed: string | undefined, handIn: LabOptions['handIn']) {
  const { CannotBegin, openScenario } = await import('./scenarios.ts')
  try {
    return await openScenario(place, seed, handIn)
  } catch (error) {
    if (error instanceof CannotBegin) throw new CannotOpen(error.message)
    throw error
  }
}
