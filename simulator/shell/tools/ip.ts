import { familyOf, formatAddress, parseAddress, parsePrefix } from '../../kernel/address.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { paint } from './ip/colours.ts'
import { addressHelp, ipHelp, ipUsage } from './ip/help.ts'
import { json } from './ip/json.ts'
import { addressObjects, linkObjects, tellAddresses, tellLinks } from './ip/link-lines.ts'
import { linksOf } from './ip/links.ts'
import { neighbours } from './ip/neighbours.ts'
import { routeObject, routesOf, routeTo, tellRoute } from './ip/routes.ts'
import type { Show } from './ip/show.ts'

// As iproute2 6.1 does it. Interfaces are given by AWS and by sites: looking at them is all there is.

export const ip: Tool = {
  name: 'ip',
  summary: 'Interfaces, addresses, routes and neighbours of this machine.',
  run: (args, context) => run(args, context),
  complete: (command) =>
    command.split(/\s+/).length <= 2
      ? Object.keys(objects).filter((name) => name.length > 3)
      : ['show', 'dev'],
}

const objects = {
  address: 'address',
  link: 'link',
  route: 'route',
  neighbour: 'neighbour',
  neighbor: 'neighbour',
  neighor: 'neighbour',
  rule: 'rule',
  maddress: 'other',
  netns: 'other',
  tunnel: 'other',
  vrf: 'other',
  monitor: 'other',
  help: 'help',
} as const

const complain = (stderr: string, exitCode: number): ToolResult => ({ stdout: '', stderr, exitCode })
const said = (stdout: string): ToolResult => ({ stdout, stderr: '', exitCode: 0 })

/** Long options that iproute2 takes with one dash, and as short as they are plain. */
const longOptions = [
  'brief',
  'json',
  'pretty',
  'oneline',
  'statistics',
  'stats',
  'details',
  'resolve',
  'human-readable',
  'Version',
  'family',
  'netns',
  'color',
  'colour',
  'Numeric',
  'all',
  'help',
  'force',
  'timestamp',
]

function run(args: readonly string[], context: ToolContext): ToolResult {
  const show: { -readonly [K in keyof Show]: Show[K] } = {
    isBrief: false,
    isJson: false,
    isPretty: false,
    isOneLine: false,
    withStatistics: false,
    withColour: false,
  }
  const rest = [...args]
  while (rest[0]?.startsWith('-')) {
    const typed = rest.shift()!
    const word = typed.replace(/^--?/, '')
    if (word === '4' || word === '6') show.family = Number(word) as 4 | 6
    else if (word === '0') show.isLinkOnly = true
    else if (/^c(olou?r)?(=(always|auto|never))?$/.test(word)) {
      // Colours are for terminals; NO_COLOR (no-color.org) takes them away.
      show.withColour =
        !word.endsWith('=never') &&
        (word.endsWith('=always') || context.terminal !== undefined) &&
        !context.env['NO_COLOR']
    } else {
      const option = longOptions.find((one) => one.startsWith(word)) ?? (word === 'br' ? 'brief' : undefined)
      if (word === '' || option === undefined)
        return complain(`Option "${typed}" is unknown, try "ip -help".\n`, 255)
      if (option === 'help') return complain(ipUsage, 255)
      if (option === 'Version') return said('ip utility, iproute2-6.1.0, libbpf 1.1.2\n')
      if (option === 'brief') show.isBrief = true
      else if (option === 'json') show.isJson = true
      else if (option === 'pretty') show.isPretty = true
      else if (option === 'oneline') show.isOneLine = true
      else if (option === 'statistics' || option === 'stats') show.withStatistics = true
      else if (option === 'family') {
        const family = rest.shift()
        if (family === 'inet') show.family = 4
        else if (family === 'inet6') show.family = 6
      } else if (option === 'netns') rest.shift()
    }
  }
  const [object = '', ...words] = rest
  if (object === '') return complain(ipUsage, 255)
  const name = (Object.keys(objects) as (keyof typeof objects)[]).find((one) => one.startsWith(object))
  switch (name && objects[name]) {
    case 'address':
      return addresses(words, show, context)
    case 'link':
      return links(words, show, context)
    case 'route':
      return routes(words, show, context)
    case 'neighbour':
      return neighbourTable(words, show, context)
    case 'rule':
      return rules(words, show)
    case 'help':
      return complain(ipUsage, 255)
    case 'other':
      return complain(`ip: "ip ${name}" is not simulated\n`, 1)
    default:
      return complain(`Object "${object}" is unknown, try "ip help".\n`, 1)
  }
}

const changing = [
  'add',
  'change',
  'replace',
  'delete',
  'append',
  'flush',
  'set',
  'save',
  'restore',
  'prepend',
  'get',
]

/** What `show` is asked for: a device and other conditions; or what is wrong. */
function selection(
  object: string,
  words: readonly string[],
  { user }: ToolContext,
): { readonly device?: string; readonly to?: string; readonly rest: readonly string[] } | ToolResult {
  const [verb, ...more] = words
  const isShow = verb === undefined || 'show'.startsWith(verb) || 'list'.startsWith(verb) || verb === 'lst'
  if (verb === 'help') return complain(object === 'address' ? addressHelp : ipHelp(object), 255)
  if (!isShow && changing.some((one) => one.startsWith(verb))) {
    if (user !== 'root') return complain('RTNETLINK answers: Operation not permitted\n', 2)
    return complain(
      `ip: "ip ${object} ${verb}" is not simulated: the ${object === 'route' ? 'routes' : 'interfaces'} of a machine follow from its network\n`,
      1,
    )
  }
  const list = isShow ? more : words
  let device: string | undefined
  let to: string | undefined
  const rest: string[] = []
  for (let i = 0; i < list.length; i++) {
    const word = list[i]!
    if (word === 'dev') device = list[++i]
    else if (word === 'up' || word === 'scope' || word === 'table' || word === 'proto' || word === 'type') {
      rest.push(word)
      if (word !== 'up') rest.push(list[++i] ?? '')
    } else if (word === 'to' || word === 'root' || word === 'match' || word === 'exact') to = list[++i]
    else if (object === 'route') to = word
    else if (!isShow && device === undefined && i === 0 && object === 'address')
      return complain(`Command "${word}" is unknown, try "ip address help".\n`, 255)
    else if (!isShow && i === 0)
      return complain(`Command "${word}" is unknown, try "ip ${object} help".\n`, 255)
    else if (object === 'neighbour') to = word
    else device = word
  }
  return { ...(device !== undefined && { device }), ...(to !== undefined && { to }), rest }
}

function addresses(words: readonly string[], show: Show, context: ToolContext): ToolResult {
  const asked = selection('address', words, context)
  if ('exitCode' in asked) return asked
  const found = linksOf(context, asked.device)
  if (!found.length) return complain(`Device "${asked.device}" does not exist.\n`, 1)
  if (show.isJson) return said(json(addressObjects(found, show), show.isPretty))
  return said(paint(tellAddresses(found, show), show))
}

function links(words: readonly string[], show: Show, context: ToolContext): ToolResult {
  const asked = selection('link', words, context)
  if ('exitCode' in asked) return asked
  const found = linksOf(context, asked.device)
  if (!found.length) return complain(`Device "${asked.device}" does not exist.\n`, 1)
  if (show.isJson) return said(json(linkObjects(found, show), show.isPretty))
  return said(paint(tellLinks(found, show), show))
}

function routes(words: readonly string[], show: Show, context: ToolContext): ToolResult {
  const { machine } = context
  if (words[0] !== undefined && words[0].length > 1 && 'get'.startsWith(words[0])) {
    const text = words.slice(1).find((word) => word !== 'to') ?? ''
    const to = parseAddress(text)
    if (to === undefined) return complain(`Error: any valid prefix is expected rather than "${text}".\n`, 1)
    const told = routeTo(machine, to, context.user === 'root' ? 0 : 1000)
    return told === undefined ? complain('RTNETLINK answers: Network is unreachable\n', 2) : said(told)
  }
  const [verb] = words
  if (verb !== undefined && ![...changing, 'show', 'list', 'help'].some((one) => one.startsWith(verb)))
    return complain(`Command "${verb}" is unknown, try "ip route help".\n`, 255)
  const asked = selection('route', words, context)
  if ('exitCode' in asked) return asked
  let found = routesOf(machine, show.family ?? 4)
  if (asked.device !== undefined) found = found.filter(({ device }) => device === asked.device)
  if (asked.to !== undefined) {
    const wanted = asked.to
    const isPrefix =
      wanted === 'default' || parsePrefix(wanted) !== undefined || parseAddress(wanted) !== undefined
    if (!isPrefix) return complain(`Error: any valid prefix is expected rather than "${wanted}".\n`, 1)
    found = found.filter(({ destination }) => destination === wanted)
  }
  if (show.isJson) return said(json(found.map(routeObject), show.isPretty))
  return said(found.map((one) => `${tellRoute(one)}\n`).join(''))
}

function neighbourTable(words: readonly string[], show: Show, context: ToolContext): ToolResult {
  const asked = selection('neighbour', words, context)
  if ('exitCode' in asked) return asked
  const found = neighbours(context.machine)
    .filter(({ device }) => asked.device === undefined || device === asked.device)
    .filter(({ address }) => show.family === undefined || familyOf(address) === show.family)
    .filter(({ address }) => asked.to === undefined || formatAddress(address) === asked.to)
  if (show.isJson) {
    const objects = found.map(({ address, device, mac, isRouter, state }) => ({
      dst: formatAddress(address),
      dev: device,
      ...(mac !== undefined && { lladdr: mac }),
      ...(isRouter && { router: null }),
      state: [state],
    }))
    return said(json(objects, show.isPretty))
  }
  const lines = found.map(({ address, device, mac, isRouter, state }) => {
    const dev = asked.device === undefined ? `dev ${device} ` : ''
    return `${formatAddress(address)} ${dev}${mac === undefined ? '' : `lladdr ${mac} `}${isRouter ? 'router ' : ''}${state} \n`
  })
  return said(lines.join(''))
}

const ruleList = [
  [0, 'local'],
  [32_766, 'main'],
  [32_767, 'default'],
] as const

function rules(words: readonly string[], show: Show): ToolResult {
  const [verb] = words
  if (verb !== undefined && !'show'.startsWith(verb) && !'list'.startsWith(verb)) {
    return complain(`Command "${verb}" is unknown, try "ip rule help".\n`, 255)
  }
  const own = show.family === 6 ? ruleList.slice(0, 2) : ruleList
  if (show.isJson)
    return said(
      json(
        own.map(([priority, table]) => ({ priority, src: 'all', table })),
        show.isPretty,
      ),
    )
  return said(own.map(([priority, table]) => `${priority}:\tfrom all lookup ${table}\n`).join(''))
}
