import { parseAddress } from '../../kernel/address.ts'
import type { DnsRecord } from '../../network/dns/answer.ts'
import { readQuestion } from '../../network/dns/question.ts'
import { reverseNameOf } from '../../network/dns/reverse-names.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { type Asked, ask, type Heard, serverAddresses } from './dns/asking.ts'
import { version } from './dns/dig-options.ts'
import { isRecordType } from './dns/record-types.ts'

export const nslookup: Tool = {
  name: 'nslookup',
  summary: "Finds the addresses of a name: 'nslookup NAME', 'nslookup -type=TXT NAME SERVER'.",

  run(args, context) {
    const settings: Settings = {
      type: undefined,
      patience: 5,
      tries: 3,
      port: 53,
      isTcp: false,
      isDebug: false,
    }
    const words: string[] = []
    let said = ''
    for (const arg of args) {
      if (!arg.startsWith('-') || arg === '-') words.push(arg)
      else if (arg === '-version' || arg === '-V')
        return { stdout: `nslookup ${version}\n`, stderr: '', exitCode: 0 }
      else said += set(settings, arg.slice(1))
    }
    const [name, server] = words
    if (name === undefined || name === '-') {
      return {
        stdout: said,
        stderr: 'nslookup: the prompt of its own is not simulated: say the name behind the command\n',
        exitCode: 1,
      }
    }
    const answered = lookUp(name, server, settings, context)
    return { ...answered, stdout: said + answered.stdout }
  },
}

interface Settings {
  type: string | undefined
  patience: number
  tries: number
  port: number
  isTcp: boolean
  isDebug: boolean
}

function set(settings: Settings, option: string): string {
  const [name = '', value = ''] = option.split('=')
  const number = Number(value)
  if (/^(type|querytype|query|q|ty)$/.test(name)) {
    if (!isRecordType(value)) return `unknown query type: ${value}\n`
    settings.type = value.toUpperCase()
  } else if (/^(timeout|t)$/.test(name) && number > 0) settings.patience = number
  else if (/^(retry|ret)$/.test(name) && number >= 0) settings.tries = Math.max(1, number)
  else if (/^(port|po)$/.test(name) && number > 0) settings.port = number
  else if (name === 'vc') settings.isTcp = true
  else if (name === 'debug' || name === 'd2' || name === 'd') settings.isDebug = true
  else if (!/^(no)?(debug|recurse|search|vc|fail|all|sil|class|domain|srchlist|def|defname)/.test(name)) {
    return `*** Invalid option: ${name}\n`
  }
  return ''
}

function lookUp(
  name: string,
  server: string | undefined,
  settings: Settings,
  context: ToolContext,
): ToolResult {
  const { machine } = context
  const address = parseAddress(name)
  const asked = address === undefined ? name : reverseNameOf(address)
  const servers = server === undefined ? machine.resolver.servers : serverAddresses(machine, server)
  if (server !== undefined && !servers.length) {
    return { stdout: '', stderr: `nslookup: couldn't get address for '${server}': not found\n`, exitCode: 1 }
  }
  if (!readQuestion(asked)) {
    return {
      stdout: '',
      stderr: `nslookup: '${name}' is not a legal name${name.includes('..') ? ' (empty label)' : ''}\n`,
      exitCode: 1,
    }
  }
  const asking = {
    servers: servers.length ? servers : ['127.0.0.1'],
    port: settings.port,
    isTcp: settings.isTcp,
    patience: settings.patience,
    tries: settings.tries,
    passesOn: true,
  }
  const type = settings.type ?? (address === undefined ? 'A' : 'PTR')
  const hasHeader = address === undefined
  let text = ''
  let first: Asked | undefined
  let full = asked
  for (const candidate of candidates(asked, address === undefined ? machine.resolver.search : [])) {
    first = ask(machine, { ...asking, name: candidate, type })
    full = candidate
    if (first.heard?.answer.status !== 'NXDOMAIN') break
  }
  for (const { server: silent, how } of first?.failures ?? []) {
    text += `;; communications error to ${silent}#${settings.port}: ${how}\n`
  }
  const heard = first?.heard
  if (!heard) return { stdout: `${text};; no servers could be reached\n\n`, stderr: '', exitCode: 1 }
  const { status } = heard.answer
  if (status === 'SERVFAIL') text += `;; Got SERVFAIL reply from ${heard.server}\n`
  if (hasHeader) text += `Server:\t\t${heard.server}\nAddress:\t${heard.server}#${settings.port}\n\n`
  const bare = (address === undefined && status === 'NXDOMAIN' ? name : full).replace(/\.$/, '')
  if (status !== 'NOERROR') {
    return { stdout: `${text}** server can't find ${bare}: ${status}\n\n`, stderr: '', exitCode: 1 }
  }
  const wantsBoth = settings.type === undefined && address === undefined
  const also = wantsBoth ? ask(machine, { ...asking, name: full, type: 'AAAA' }).heard : undefined
  const seconds = (also?.answer.records ?? []).filter((one) => one.type === 'AAAA')
  const { records } = heard.answer
  if (settings.isDebug) text += debugText(heard, full, type)
  if (!heard.isAuthoritative && hasHeader) text += 'Non-authoritative answer:\n'
  text += records.map(tell).join('')
  if (settings.isDebug && also) text += debugText(also, full, 'AAAA')
  text += seconds.map(tell).join('')
  if (!records.length && !seconds.length) text += `*** Can't find ${bare}: No answer\n`
  else if (type !== 'A' && type !== 'AAAA') {
    text += `\nAuthoritative answers can be found from:\n${heard.answer.authority.map(tell).join('')}`
  }
  return { stdout: `${text}\n`, stderr: '', exitCode: 0 }
}

function candidates(name: string, search: readonly string[]): readonly string[] {
  if (name.endsWith('.')) return [name]
  const longer = search.map((domain) => `${name}.${domain}`)
  return name.includes('.') ? [name, ...longer] : [...longer, name]
}

const bareName = (name: string): string => name.replace(/(?<=.)\.$/, '')

function tell({ name, type, value }: DnsRecord): string {
  const owner = bareName(name)
  switch (type) {
    case 'A':
    case 'AAAA':
      return `Name:\t${owner}\nAddress: ${value}\n`
    case 'CNAME':
      return `${owner}\tcanonical name = ${value}\n`
    case 'MX':
      return `${owner}\tmail exchanger = ${value}\n`
    case 'NS':
      return `${owner}\tnameserver = ${value}\n`
    case 'PTR':
      return `${owner}\tname = ${value}\n`
    case 'TXT':
      return `${owner}\ttext = ${value}\n`
    case 'SRV':
      return `${owner}\tservice = ${value}\n`
    case 'SOA':
      return `${owner}\n${soaLines(value)}`
    case 'CAA':
      return `${owner}\trdata_257 = ${value}\n`
    default:
      return `${owner}\t${type} = ${value}\n`
  }
}

function soaLines(value: string): string {
  const [origin = '', mail = '', ...numbers] = value.split(/\s+/)
  const names = ['serial', 'refresh', 'retry', 'expire', 'minimum']
  const lines = names.map((name, i) => `\t${name} = ${numbers[i] ?? ''}\n`)
  return `\torigin = ${bareName(origin)}\n\tmail addr = ${bareName(mail)}\n${lines.join('')}`
}

function debugText({ answer }: Heard, name: string, type: string): string {
  const part = (one: DnsRecord) => {
    const value =
      one.type === 'A'
        ? `\tinternet address = ${one.value}\n`
        : one.type === 'SOA'
          ? soaLines(one.value)
          : `\t${one.value}\n`
    return `    ->  ${bareName(one.name)}\n${value}\tttl = ${one.ttl}\n`
  }
  const rule = '------------\n'
  return (
    `${rule}    QUESTIONS:\n\t${bareName(name)}, type = ${type}, class = IN\n` +
    `    ANSWERS:\n${answer.records.map(part).join('')}    AUTHORITY RECORDS:\n${answer.authority.map(part).join('')}    ADDITIONAL RECORDS:\n${rule}`
  )
}
