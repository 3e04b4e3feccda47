import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import type { TraceReport } from '../../../../simulator/network/report.ts'
import type { AdoptionReport } from '../../../../simulator/services/adoption/documents.ts'
import { run } from './run-program.ts'

// The folders of `accounts/` are as exports of real accounts are found: older and newer, whole and in part, by the AWS
// CLI and by other tools.

export const accounts = fileURLToPath(new URL('accounts/', import.meta.url))
export const scratch = mkdtempSync(path.join(tmpdir(), 'hopwise-import-'))
afterAll(() => rmSync(scratch, { recursive: true }))

export const modelOf = (name: string): string => path.join(scratch, `${name}.model`)

export async function importOf(
  name: string,
  folder: string,
  ...options: readonly string[]
): Promise<AdoptionReport> {
  const { status, stdout, stderr } = await run([
    'import-aws',
    folder,
    '--out',
    modelOf(name),
    '--json',
    ...options,
  ])
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return JSON.parse(stdout) as AdoptionReport
}

/** `web > app tcp/8080` in an imported account: `accepted`, or `denied-in at eni-app`; and how the answer fared. */
export async function fateOf(model: string, flow: string): Promise<string> {
  const [from = '', to = '', wire = ''] = flow.split(/\s*>\s*|\s+/)
  const [proto = '', port] = wire.split('/')
  const question = [
    '--from',
    from,
    '--to',
    to,
    '--proto',
    proto,
    ...(port === undefined ? [] : ['--port', port]),
  ]
  const { stdout, stderr } = await run(['trace', '--model', modelOf(model), ...question, '--json'])
  if (stdout === '') return stderr.trim()
  const { outcome, dropped_at, return: back } = JSON.parse(stdout) as TraceReport
  if (dropped_at !== undefined) return `${outcome} at ${dropped_at}`
  return back && back.outcome !== 'accepted'
    ? `${outcome}, back ${back.outcome} at ${back.dropped_at}`
    : outcome
}

export function account(
  name: string,
  options: readonly string[],
  table: string,
  folder = path.join(accounts, name),
): void {
  const imported = importOf(name, folder, ...options)
  const lines = table.split('\n').map((line) => line.trim())
  it.each(lines.filter((line) => line !== ''))('%s', async (line) => {
    await imported
    const [flow = '', expected] = line.split(/\s+\|\s+/)
    expect(await fateOf(name, flow)).toBe(expected)
  })
}
