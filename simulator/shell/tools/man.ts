import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { libraryCommands } from '../library.ts'
import { machineManuals } from '../manuals/machine.ts'
import type { Manual } from '../manuals/manual.ts'
import { probeManuals } from '../manuals/probes.ts'
import { nearest } from '../nearest.ts'
import { page } from '../paging/page.ts'

const manuals: Readonly<Record<string, Manual>> = { ...machineManuals, ...probeManuals }

/** Pages are as wide as the terminal, within reason. */
const usualWidth = 80

/** Manual pages of the tools; what a tool says of itself with --help is part of its page. */
export const manTool = (tools: () => readonly Tool[]): Tool => ({
  name: 'man',
  summary: "The manual: 'man ping', 'man -k connection'.",

  async run(args, context) {
    const [first, ...rest] = args
    if (first === '-k' || first === '--apropos') return search(rest.join(' '), tools())
    const name = args.find((arg) => !/^(\d|-.*)$/.test(arg))
    if (name === undefined)
      return {
        stdout: '',
        stderr: "What manual page do you want?\nFor example, try 'man man'.\n",
        exitCode: 1,
      }
    const tool = tools().find((one) => one.name === name)
    if (name === 'man') return { stdout: own, stderr: '', exitCode: 0 }
    if (!tool) {
      const isProgram = (libraryCommands as readonly string[]).includes(name)
      const meant = nearest(
        name,
        tools().map((one) => one.name),
      )
      const asked = meant === undefined ? '' : `Did you mean 'man ${meant}'?\n`
      const hint = isProgram ? `Try '${name} --help'.\n` : asked
      return { stdout: '', stderr: `No manual entry for ${name}\n${hint}`, exitCode: 16 }
    }
    return page(await textOf(tool, manuals[name], context), context, {
      title: ` Manual page ${name}(${manuals[name]?.section ?? 1}) {line} (press h for help or q to quit)`,
    })
  },

  complete: () => tools().map(({ name }) => name),
})

const own = `MAN(1)

NAME
     man - shows manual pages

SYNOPSIS
     man PAGE
     man -k WORD

EXAMPLES
     man tcpdump
          the page of tcpdump
     man -k dns
          tools whose pages speak of DNS
`

function search(word: string, tools: readonly Tool[]): ToolResult {
  if (word === '') return { stdout: '', stderr: 'apropos what?\n', exitCode: 1 }
  const wanted = word.toLowerCase()
  const found = tools.filter(({ name, summary }) =>
    `${name} ${summary} ${manuals[name]?.description ?? ''} ${manuals[name]?.examples.flat().join(' ') ?? ''}`
      .toLowerCase()
      .includes(wanted),
  )
  if (!found.length) return { stdout: '', stderr: `${word}: nothing appropriate.\n`, exitCode: 16 }
  const lines = found.map(
    ({ name, summary }) => `${`${name} (${manuals[name]?.section ?? 1})`.padEnd(20)} - ${summary}\n`,
  )
  return { stdout: lines.join(''), stderr: '', exitCode: 0 }
}

async function textOf(tool: Tool, manual: Manual | undefined, context: ToolContext): Promise<string> {
  const width = Math.max(40, Math.min(context.terminal?.columns ?? usualWidth, 100)) - 2
  const section = manual?.section ?? 1
  const parts = [`${tool.name.toUpperCase()}(${section})`, '', 'NAME', `     ${tool.name} - ${tool.summary}`]
  if (manual) parts.push('', 'DESCRIPTION', ...wrap(manual.description, width))
  const help = await usageOf(tool, context)
  if (help) parts.push('', 'USAGE', ...help.split('\n').map((line) => (line === '' ? '' : `     ${line}`)))
  if (manual?.examples.length) {
    parts.push(
      '',
      'EXAMPLES',
      ...manual.examples.flatMap(([command, what]) => [`     ${command}`, `          ${what}`]),
    )
  }
  if (manual?.exits?.length) {
    const widest = Math.max(...manual.exits.map(([status]) => status.length))
    parts.push(
      '',
      'EXIT STATUS',
      ...manual.exits.map(([status, meaning]) => `     ${status.padEnd(widest)}  ${meaning}`),
    )
  }
  if (manual?.here !== undefined) parts.push('', 'ON THIS MACHINE', ...wrap(manual.here, width))
  if (manual?.seeAlso?.length) parts.push('', 'SEE ALSO', `     ${manual.seeAlso.join(', ')}`)
  return `${parts.join('\n')}\n`
}

/** AWS's own pages have a command of their own, and would fill a book. */
const withoutUsage = ['aws', 'onprem', 'fault', 'host']

async function usageOf(tool: Tool, context: ToolContext): Promise<string> {
  if (withoutUsage.includes(tool.name)) return ''
  const { stdout, stderr } = await tool.run([helpOptions[tool.name] ?? '--help'], {
    ...context,
    stdin: new Uint8Array(),
  })
  const text = typeof stdout === 'string' ? stdout : new TextDecoder().decode(stdout)
  const shown = text.trim() === '' ? stderr : text
  // What is no usage is a complaint about the option.
  return /usage|options|\n\s+-/i.test(shown) ? shown.trim() : ''
}

const helpOptions: Readonly<Record<string, string>> = {
  ping: '-h',
  ping6: '-h',
  tracepath: '-h',
  dig: '-h',
  nc: '-h',
  lab: 'help',
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length + 1 <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(`     ${word}`)
  }
  return lines
}
