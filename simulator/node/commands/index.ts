import type { ProgramCommand } from '../command.ts'
import { check } from './check.ts'
import { grade } from './grade.ts'
import { importAws } from './import-aws.ts'
import { pack } from './pack.ts'
import { serve } from './serve.ts'
import { shell } from './shell.ts'
import { trace } from './trace.ts'

/** Every subcommand. A new one is a file beside this one, and a line here. */
export const commands: readonly ProgramCommand[] = [shell, serve, importAws, trace, check, grade, pack]
