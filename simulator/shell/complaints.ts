import { nameOf } from './files.ts'
import { tooDeep } from './limits.ts'
import { nearest } from './nearest.ts'

// What the library says on standard error, made what bash says.

export interface Complaining {
  /** What stands before the shell's own words: `bash: `, or the script and its line. */
  readonly shell: string
  readonly programs: ReadonlySet<string>
  /** Why a file could not be used, where somebody has forbidden it; and which was the last. */
  forbidden(file: string): string | undefined
  lastForbidden(): string
  /** A path as somebody there would have typed it. */
  shown(path: string): string
  /** Whether there was no room for a file, and which was the last. */
  isFull(file: string): boolean
  lastFull(): string | undefined
  /** Why a connection by /dev/tcp failed. */
  dialling(path: string): { readonly before: string; readonly why: string } | undefined
}

export function inWordsOfBash(said: string, complaining: Complaining): string {
  const { shell, programs, forbidden, lastForbidden, shown, isFull, lastFull, dialling } = complaining
  return said
    .replace(fileError, (_, before: string | undefined, reason: string, path: string) =>
      before !== undefined
        ? `${before}${sentence(reason)}`
        : reason.startsWith('no space')
          ? `bash: write error: ${sentence(reason)}`
          : `bash: ${path}: ${sentence(reason)}`,
    )
    .replace(uncopied, () => `cp: error writing '${shownName(lastFull())}': No space left on device`)
    .replace(opened, (_, before: string, path: string, reason: string) =>
      before.startsWith('cp: ')
        ? copying(before, path, reason, lastForbidden(), shown)
        : `${before}${reason}`,
    )
    .replace(unopened, (_, path: string, reason: string) => `bash: ${shown(path)}: ${reason}`)
    .replace(withoutName, (_, program: string, reason: string) => withName(program, lastForbidden(), reason))
    .replace(missing, (line, before: string, file: string) =>
      forbidden(file) !== undefined
        ? `${before}${forbidden(file)}`
        : isFull(file) || file === '/dev/full'
          ? `${before}No space left on device`
          : line,
    )
    .replace(removing, (line, file: string, reason: string) =>
      lastForbidden().startsWith(`${file.replace(/\/$/, '')}/`)
        ? `rm: cannot remove '${lastForbidden()}': ${reason}`
        : line,
    )
    .replace(changing, (_, file: string) => `chmod: changing permissions of ${file}: Operation not permitted`)
    .replace(connection, (line, path: string) => {
      const { before, why } = dialling(path) ?? {}
      if (!why) return why === undefined ? line : ''
      return `bash: ${before}\nbash: ${path}: ${why}\n`
    })
    .replace(nameless, 'bash: ')
    .replace(/^bash: \S+: maximum recursion depth.*\n/gm, tooDeep)
    .replace(/^(bash: )+(line \d+: )?/gm, shell)
    .replace(unavailable, 'command not found')
    .replace(/^bash: (\S+): command not found$/gm, (line, typed: string, at: number, whole: string) => {
      const meant = withMeant(line, typed, programs)
      // A machine that a line went to has said so already.
      return whole.startsWith(`${meant}\n`, at) ? line : meant
    })
}

/** A command that nobody knows, with the one that was meant, as distributions have it. */
function withMeant(line: string, typed: string, programs: ReadonlySet<string>): string {
  if (editors.has(typed)) return `${line}\nTry 'lab open FILE'.`
  if (installers.has(typed)) return `${line}\nNothing has to be installed: 'help' lists what there is.`
  const instead = others.get(typed)
  if (instead !== undefined) return `${line}\nTry '${instead}'.`
  // One letter is as near to `fg` as to anything.
  if (typed.length < 2) return line
  const meant = nearest(
    typed,
    [...programs].filter((name) => !name.startsWith('__')),
  )
  return meant === undefined || meant === typed ? line : `${line}\nDid you mean '${meant}'?`
}

/** What the library puts behind a program's own words, where a file cannot be opened. */
const opened = /^(\S+: .*?)bash: ([^\n]+): ([A-Z][a-z][a-zA-Z -]+)$/gm

/** The shell's own words about a redirection. */
const unopened =
  /^bash: (\/[^\n:]*): (Permission denied|Operation not permitted|No such file or directory|Not a directory|Is a directory)$/gm

/** Whether the one could not be read, or the other not be written. */
const copying = (
  before: string,
  path: string,
  reason: string,
  last: string,
  shown: Complaining['shown'],
): string => {
  const [, source = ''] = /'(.*)'/.exec(before) ?? []
  if (last === source || shown(last || path) === source)
    return `cp: cannot open '${source}' for reading: ${reason}`
  return `cp: cannot create regular file '${last || path}': ${reason}`
}

/** Programs of the library that leave out which file it was. */
const withoutName =
  /^(find|ln|jq|diff|less|xxd|od|hexdump|cmp)(?:: [^:\n]+)?: (Permission denied|Operation not permitted)$/gm

const withName = (program: string, path: string, reason: string): string =>
  program === 'find'
    ? `find: ‘${path}’: ${reason}`
    : program === 'ln'
      ? `ln: failed to create symbolic link '${path}': ${reason}`
      : `${program}: ${path}: ${reason}`

/** Of a folder, rm names what inside it stays. */
const removing = /^rm: cannot remove '([^']*)': (Permission denied|Operation not permitted)$/gm

/** Of a file that is somebody else's, only its owner changes the letters. */
const changing = /^chmod: cannot access ('[^']*'): Operation not permitted$/gm

/** The library takes a connection that fails for a file that is not there. */
const connection = /^bash: (\/dev\/(?:tcp|udp)\/\S+): .*\n/gm

/** What the library says without saying that it is the shell who says it. */
const nameless =
  /^(?=\S+: unbound variable$|division by 0$|.*(?:syntax error|value too great for base|bad substitution|exponent less than 0)\b)(?!bash: |tcpdump: |jq: |\S+: line \d+: )/gm

/** What went wrong with a file, as the library has it; a redirection's stands alone, a program's behind its own words. */
const fileError = /^(.+: )?E[A-Z]{3,}: ([a-z][a-z -]+), [a-z]+ '([^'\n]*)'$/gm

/** The library's programs take whatever they cannot write for something that is not there. */
const missing = /^(.*?'?([^\s']+)'?: )No such file or directory$/gm

const shownName = (path: string | undefined): string => (path === undefined ? '/dev/full' : nameOf(path))

/** The library tells what it did not copy, and cp where there is no room. */
const uncopied = /^cp: cannot copy '[^']*': No space left on device$/gm

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** The library knows commands that it has elsewhere. */
const unavailable = /command not available in browser environments\..*$/gm

/** Programs that newer ones have taken the place of, or that others here do the work of. */
const others = new Map([
  ['arp', 'ip neigh'],
  ['brctl', 'ip link'],
  ['drill', 'dig'],
  ['http', 'curl'],
  ['https', 'curl'],
  ['ifconfig', 'ip addr'],
  ['nmap', 'nc -vz HOST PORT'],
  ['route', 'ip route'],
  ['service', 'systemctl'],
  ['systemd-resolve', 'resolvectl query'],
  ['top', 'ps aux'],
  ['htop', 'ps aux'],
  ['lsof', 'ss -tlnp'],
  ['tshark', 'tcpdump'],
])

/** Programs that bring others. */
const installers = new Set('apk apt apt-get brew dnf pip pip3 rpm dpkg snap yum'.split(' '))

/** Programs that people look for, and whose part the editor of the lab has. */
const editors = new Set('code ed emacs joe mcedit micro nano pico vi view vim'.split(' '))
