import { expose } from 'comlink'
import { type Trial, verdictOn } from '../../simulator/views/policy-editing/verdict.ts'

// The policy engine, beside the page.

const judge = { verdicts: (trials: readonly Trial[]) => trials.map(verdictOn) }

export type Judge = typeof judge

expose(judge)
