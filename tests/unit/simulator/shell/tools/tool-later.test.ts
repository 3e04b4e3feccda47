import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { Tool } from '../../../../../simulator/shell/host.ts'
import { createTools } from '../../../../../simulator/shell/tools/index.ts'

// Until a tool is used, the list of tools speaks for it.

const folder = new URL('../../../../../simulator/shell/tools/', import.meta.url)
const modules = await Promise.all(
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name): Promise<object> => import(new URL(name, folder).href)),
)

const isTool = (value: unknown): value is Tool =>
  typeof value === 'object' && value !== null && 'summary' in value && 'run' in value

const themselves = modules.flatMap((module): unknown[] => Object.values(module)).filter(isTool)
const listed = new Map(createTools({ contract, account: '123456789012' }).map((tool) => [tool.name, tool]))

// `host` is a service of the lab's, too, and listed as that.
it.each(themselves.filter(({ name }) => name !== 'host').map((tool) => [tool.name, tool] as const))(
  '%s is listed under what it says of itself',
  (name, { summary, complete }) => {
    const tool = listed.get(name)
    expect({ summary: tool?.summary, offers: tool?.complete !== undefined }).toEqual({
      summary,
      offers: complete !== undefined,
    })
  },
)
