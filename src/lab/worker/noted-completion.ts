import type { Lab } from '../../../simulator/lab.ts'
import type { Completion } from '../../../simulator/shell/completion.ts'
import type { NotedCompletion } from './protocol.ts'

/** With a few words beside what there is to choose from. Who has nothing to choose does not wait for them. */
export async function noted(lab: Lab, line: string, found: Completion): Promise<NotedCompletion> {
  if (found.candidates.length < 2) return found
  const { notesOn } = await import('../../../simulator/views/completion/notes.ts')
  return { ...found, notes: notesOn(lab.forkWorld(), line, found.candidates) }
}
