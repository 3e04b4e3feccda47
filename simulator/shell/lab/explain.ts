import { type DnsReason, dnsReasons, explainDns } from '../../network/dns/reasons.ts'
import { type DropReason, dropReasons, explainDrop, lessonOf } from '../../network/reasons.ts'
import { type LabCommand, problem, said } from './command.ts'

// Reasons by the names that traces give them, or by the codes of AWS's Reachability Analyzer.

export const explain: LabCommand = {
  name: 'explain',
  usage: 'CODE',
  summary: 'what a reason of a trace, or of Reachability Analyzer, means',
  run([code]) {
    if (code === undefined) return problem('explain wants a reason: lab explain no-route', 2)
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
    const near = [...dropReasons, ...dnsReasons]
      .filter((one) => one.includes(wanted.toLowerCase()))
      .slice(0, 8)
    return problem(`There is no reason "${wanted}".${near.length ? ` Perhaps: ${near.join(', ')}.` : ''}`)
  },
  complete: () => [...dropReasons],
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
