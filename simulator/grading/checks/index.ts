import { config } from 'zod'
import { kindsOf } from '../kinds.ts'
import { audit } from './audit.ts'
import { cost } from './cost.ts'
import { denies } from './denies.ts'
import { matrix } from './matrix.ts'
import { policy } from './policy.ts'
import { probe } from './probe.ts'
import { query } from './query.ts'
import { quiz } from './quiz.ts'
import { resolve } from './resolve.ts'
import { survives } from './survives.ts'
import { tidy } from './tidy.ts'

// A page's content policy forbids code that is made while it runs, which Zod would make to be faster.
config({ jitless: true })

const plain = [audit, cost, denies, matrix, policy, probe, query, resolve, tidy]

/** Every type of check. A new one is a file beside this one, and a line here. */
export const checkKinds = kindsOf([...plain, quiz, survives(kindsOf(plain))])
