#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

enableCompileCache()
const { runProgram } = await import('./program.ts')
const { openLab } = await import('./open-lab.ts')
const { stdin, stdout, stderr } = process
process.exitCode = await runProgram(process.argv.slice(2), { stdin, stdout, stderr, openLab })
