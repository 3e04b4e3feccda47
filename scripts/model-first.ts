// Preloaded by scripts/run.mjs: makes sure that AWS's contract has been compiled before a script starts.
import { ensureModel } from './ensure-model.ts'

await ensureModel()
