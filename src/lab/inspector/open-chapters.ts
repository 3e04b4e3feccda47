import { map } from 'nanostores'
import type { ChapterKind } from '../../../simulator/views/inspector/inspection.ts'

/** Which chapters somebody has opened or closed: of whatever is looked at next, they are the same. */
export const openChapters = map<Partial<Record<ChapterKind, boolean>>>({})
