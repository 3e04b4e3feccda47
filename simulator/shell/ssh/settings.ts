import { resolve } from '../files.ts'
import type { ToolContext } from '../host.ts'

// ssh_config(5): what options and files say together, the first that speaks deciding.

export interface Settings {
  /** The first value of a keyword, which is in lower case. */
  one(keyword: string): string | undefined
  /** All values of a keyword that may be said several times. */
  all(keyword: string): readonly string[]
}

type Line = readonly [keyword: string, value: string]

/** Keywords of ssh_config(5) that change something here, or nothing that shows. */
const known = new Set(
  (
    'addkeystoagent addressfamily batchmode bindaddress ciphers clearallforwardings compression ' +
    'connectionattempts connecttimeout controlmaster controlpath controlpersist escapechar exitonforwardfailure ' +
    'forwardagent forwardx11 gssapiauthentication hashknownhosts host hostkeyalgorithms hostkeyalias hostname ' +
    'identitiesonly identityagent identityfile include ipqos kbdinteractiveauthentication kexalgorithms loglevel ' +
    'macs match numberofpasswordprompts passwordauthentication permitlocalcommand port preferredauthentications ' +
    'proxycommand proxyjump pubkeyacceptedalgorithms pubkeyauthentication requesttty sendenv serveralivecountmax ' +
    'serveraliveinterval setenv stricthostkeychecking tcpkeepalive updatehostkeys user userknownhostsfile ' +
    'verifyhostkeydns visualhostkey'
  ).split(' '),
)

export class BadSetting extends Error {}

/** The settings for a host as it was typed. Refuses what is no keyword, with the words of OpenSSH. */
export function settingsFor(
  host: string,
  given: readonly string[],
  file: string | undefined,
  context: ToolContext,
): Settings {
  const { files, home, cwd } = context
  const lines: Line[] = given.map((text) => readLine(text, 'command-line', 0))
  const own = file === undefined ? `${home}/.ssh/config` : resolve(cwd, file)
  const text = files.read(own)
  if (file !== undefined && file !== 'none' && !text) {
    throw new BadSetting(`Can't open user config file ${file}: No such file or directory`)
  }
  for (const [path, bytes] of [
    [own, text] as const,
    ['/etc/ssh/ssh_config', files.read('/etc/ssh/ssh_config')] as const,
  ]) {
    if (bytes && (file === undefined || path === own))
      lines.push(...linesFor(host, new TextDecoder().decode(bytes), path))
  }
  return {
    one: (keyword) => lines.find(([name]) => name === keyword)?.[1],
    all: (keyword) => lines.filter(([name]) => name === keyword).map(([, value]) => value),
  }
}

/** The lines of a file that are for a host. */
function linesFor(host: string, text: string, path: string): Line[] {
  const found: Line[] = []
  let applies = true
  for (const [number, row] of text.split('\n').entries()) {
    const trimmed = row.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const [keyword, value] = readLine(trimmed, path, number + 1)
    if (keyword === 'host') applies = isMeant(host, value.split(/\s+/))
    // NOT MODELLED: conditions of `Match` but `all`.
    else if (keyword === 'match') applies = value.trim().toLowerCase() === 'all'
    else if (applies) found.push([keyword, value])
  }
  return found
}

function readLine(text: string, path: string, line: number): Line {
  const [, word = '', value = ''] = /^\s*([A-Za-z0-9]+)(?:\s*=\s*|\s+|$)(.*?)\s*$/.exec(text) ?? []
  const keyword = word.toLowerCase()
  if (!known.has(keyword)) {
    const where = `${path}: line ${line}: Bad configuration option: ${keyword}`
    throw new BadSetting(
      path === 'command-line' ? where : `${where}\n${path}: terminating, 1 bad configuration options`,
    )
  }
  if (value === '') throw new BadSetting(`${path} line ${line}: missing argument.`)
  return [keyword, value.replace(/^"(.*)"$/, '$1')]
}

function isMeant(host: string, patterns: readonly string[]): boolean {
  const fits = (pattern: string) =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
    ).test(host)
  if (patterns.some((one) => one.startsWith('!') && fits(one.slice(1)))) return false
  return patterns.some((one) => !one.startsWith('!') && fits(one))
}
