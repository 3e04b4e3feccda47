import { type DnsReason, dnsReasons, explainDns } from '../../network/dns/reasons.ts'
import { type DropReason, dropReasons, explainDrop, lessonOf } from '../../network/reasons.ts'
import type { ToolContext, ToolResult } from '../host.ts'
import { type LabCommand, problem, said } from './command.ts'

// Reasons by the names that traces give them, or by the codes of AWS's Reachability Analyzer; error codes of AWS, HTTP and
// DNS statuses, and what tools end with; and, where nothing is named, what failed last.

export const explain: LabCommand = {
  name: 'explain',
  usage: '[CODE|TOOL STATUS]',
  summary: 'what an error or a reason means; alone, of what failed last',
  async run(words, _, context) {
    const [code] = words
    if (code === undefined) return explainLast(context)
    const wanted = code.trim()
    const own = dropReasons.find((one) => one === wanted.toLowerCase())
    if (own) return said(tellReason(own))
    const byCode = dropReasons.filter((one) => explainDrop(one).code === wanted.toUpperCase())
    if (byCode.length) {
      return said(
        [`${wanted.toUpperCase()}, a code of Reachability Analyzer:`, '', ...byCode.map(tellReason)].join(
          '\n',
        ),
      )
    }
    const dns = dnsReasons.find((one) => one === wanted.toLowerCase())
    if (dns) return said(`${dns}\n  ${explainDns(dns as DnsReason)}`)
    return explainFailure(words.map((word) => word.trim()))
  },
  async complete(_, [, , tool, status]) {
    const { exitStatuses } = await import('./failures/exit-statuses.ts')
    const tools = Object.keys(exitStatuses)
    if (status !== undefined) return Object.keys(exitStatuses[tool ?? ''] ?? {})
    const { failureNames } = await import('./failures/by-name.ts')
    return [...dropReasons, ...dnsReasons, ...failureNames, ...tools]
  },
}

async function explainFailure(words: readonly string[]): Promise<ToolResult> {
  const { awsError, findFailures, nearestFailure } = await import('./failures/by-name.ts')
  const { tellBriefly, tellFound } = await import('./failures/tell.ts')
  const found = findFailures(words)
  const [only] = found
  if (only && found.length === 1) return said(tellFound(only))
  if (only) return said(`${found.map(tellBriefly).join('\n')}\n\nOne alone: lab explain ${usageOf(only)}.`)
  const wanted = words.join(' ')
  const near = [...dropReasons, ...dnsReasons].filter((one) => one.includes(wanted.toLowerCase())).slice(0, 8)
  const meant = nearestFailure(wanted, [...dropReasons, ...dnsReasons])
  const family = words.length === 1 ? awsError(wanted) : undefined
  if (family) {
    const perhaps = meant === undefined ? '' : `\n\nDid you mean ${meant}?`
    return said(tellFound(family) + perhaps)
  }
  if (near.length) return problem(`There is no reason "${wanted}". Perhaps: ${near.join(', ')}.`)
  const hint = meant === undefined ? 'The Tab key lists what can be explained.' : `Did you mean ${meant}?`
  return problem(`Nothing is known of "${wanted}". ${hint}`)
}

const usageOf = (found: { readonly title: string }): string =>
  found.title.replace(/^Exit status (\d+) of (\S+)$/, '$2 $1').replace(/^HTTP (\d+).*$/, 'http $1')

async function explainLast({ shells }: ToolContext): Promise<ToolResult> {
  const { readFailure } = await import('./failures/by-text.ts')
  const { tellFound } = await import('./failures/tell.ts')
  for (const ran of shells?.recent?.() ?? []) {
    // What the lab says of itself is no failure of anything.
    if (/^\s*lab\b/.test(ran.line)) continue
    const read = readFailure(ran)
    if (!read) continue
    const [first = ''] = ran.line.trim().split('\n')
    return said(`${first}\n  ${read.said}\n\n${tellFound(read.found)}`)
  }
  return said(
    'Nothing has failed in this terminal lately.\nlab explain CODE tells of an error code, an HTTP status, "curl 28", or a reason that lab trace gives.',
  )
}

function tellReason(reason: DropReason): string {
  const { sentence, code, answer } = explainDrop(reason)
  const { topic, instead } = lessonOf(reason)
  const heard =
    answer === 'reset'
      ? 'Connections are refused at once.'
      : answer === 'http-503'
        ? 'Whoever calls gets the HTTP status 503.'
        : 'Nobody says anything: connections time out.'
  return [
    reason,
    `  ${sentence}`,
    `  ${heard}`,
    ...(code === undefined ? [] : [`  Reachability Analyzer says ${code}.`]),
    ...(instead === undefined ? [] : [`  ${instead}`]),
    `  Topic ${topic}.`,
  ].join('\n')
}
