import { describe } from 'vitest'
import { goldenSessions } from './golden.ts'

describe('sessions at a terminal', () => goldenSessions(new URL('./sessions/', import.meta.url)))
