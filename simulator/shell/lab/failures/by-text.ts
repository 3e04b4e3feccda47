import type { RanLine } from '../../hosts/places.ts'
import { awsError, dnsStatus, exitStatus, type Found, httpStatus, wireFailure } from './by-name.ts'
import { exitStatuses } from './exit-statuses.ts'

// Failures by what a command printed. Tools tell of the same thing in many words: each line here is one of them.

/** What was found in the output, and the line of it that says so. */
export interface Read {
  readonly said: string
  readonly found: Found
}

interface Sign {
  readonly words: RegExp
  is(match: RegExpExecArray): Found | undefined
}

/** What the text of an error gives away beyond its code. */
const remarks: readonly (readonly [RegExp, string])[] = [
  [
    /no VPC endpoint policy allows/,
    'It is the policy of the VPC endpoint: none of its statements allows this.',
  ],
  [
    /explicit deny in a VPC endpoint policy/,
    'It is the policy of the VPC endpoint: a statement denies this.',
  ],
  [
    /no identity-based policy allows/,
    'It is the caller’s own side: no policy of the user or role allows this.',
  ],
  [
    /explicit deny in an identity-based policy/,
    'It is the caller’s own side: a policy of the user or role denies this.',
  ],
  [/no resource-based policy allows/, 'It is the resource’s side: its policy does not allow this caller.'],
  [
    /explicit deny in a resource-based policy/,
    'It is the resource’s side: a statement of its policy denies this, whatever else allows it.',
  ],
  [
    /service control policy/,
    'It is the organization: a service control policy does not let this account do it.',
  ],
  [/resource control policy/, 'It is the organization: a resource control policy denies it.'],
  [
    /permissions boundary/,
    'It is the permissions boundary of the user or role: what it leaves out, no policy can give.',
  ],
  [/session policy/, 'It is the session’s policy: what it leaves out, the role’s policies cannot give.'],
  [/role trust policy/, 'It is the trust policy of the role: it does not let this caller assume it.'],
  [
    /enableDnsSupport and enableDnsHostnames/,
    'Private DNS needs both DNS attributes of the VPC: aws ec2 modify-vpc-attribute --enable-dns-hostnames.',
  ],
  [
    /conflicting DNS domain/,
    'Another endpoint, or a private hosted zone of the VPC, has this name already: only one can have it.',
  ],
  [
    /does not support the availability zone/,
    'The service is not offered in the zone of this subnet: choose a subnet in a zone that describe-vpc-endpoint-services lists.',
  ],
  [/belong to different networks/, 'The two things are in different VPCs.'],
]

const withRemark = (found: Found | undefined, text: string): Found | undefined => {
  const remark = remarks.find(([words]) => words.test(text))?.[1]
  return found && remark !== undefined ? { ...found, remark } : found
}

/** What says most stands first. */
const signs: readonly Sign[] = [
  {
    words: /^.*An error occurred \(([\w.]+)\).*$/m,
    is: ([line, code = '']) => withRemark(/^\d+$/.test(code) ? httpStatus(code) : awsError(code), line),
  },
  { words: /^.*<Code>([\w.]+)<\/Code>.*$/m, is: ([line, code = '']) => withRemark(awsError(code), line) },
  {
    words: /^.*"__type"\s*:\s*"(?:[^"#]*#)?([\w.]+)".*$/m,
    is: ([line, code = '']) => withRemark(awsError(code), line),
  },
  { words: /^.*Unable to locate credentials.*$/m, is: () => awsError('NoCredentials') },
  {
    words:
      /^.*(?:You must specify a region|could not be found|Unknown options|the following arguments are required|Parameter validation failed).*$/m,
    is: () => awsError('ParamValidation'),
  },
  { words: /^.*SSL validation failed.*$/m, is: () => wireFailure('certificate') },
  { words: /^curl: \(7\).*$/m, is: ([line]) => seven(line) },
  { words: /^curl: \((\d+)\).*$/m, is: ([, number]) => exitStatus('curl', Number(number)) },
  {
    words:
      /^.*(?:Temporary failure in name resolution|no servers could be reached|communications error to .* timed out).*$/m,
    is: () => wireFailure('no-dns-answer'),
  },
  {
    words:
      /^.*(?:Could not resolve|Name or service not known|could not translate host name|Unknown MySQL server host|not found: 3\(NXDOMAIN\)|can't find .*NXDOMAIN|unable to resolve host address).*$/im,
    is: () => wireFailure('no-such-name'),
  },
  {
    words:
      /^.*(?:\btimed out\b|Connect timeout on endpoint|Read timeout on endpoint|timeout expired|Ncat: TIMEOUT|\(110\)|\bwith a timeout\b).*$/im,
    is: () => wireFailure('time-out'),
  },
  { words: /^.*(?:Connection refused|\(111\)).*$/im, is: () => wireFailure('refused') },
  { words: /^.*(?:No route to host|Network is unreachable).*$/im, is: () => wireFailure('unreachable') },
  {
    words: /^.*(?:Connection reset by peer|server closed the connection unexpectedly).*$/im,
    is: () => wireFailure('reset'),
  },
  {
    words: /^.*(?:certificate verify failed|verify error:num=|certificate problem).*$/im,
    is: () => wireFailure('certificate'),
  },
  {
    words: /^.*Could not connect to the endpoint URL.*$/m,
    is: () => wireFailure('refused', 'No connection to the endpoint'),
  },
  { words: /^.*\bstatus: (NXDOMAIN|SERVFAIL|REFUSED)\b.*$/m, is: ([, status = '']) => dnsStatus(status) },
  { words: /^(?:< )?\s*HTTP\/[\d.]+ ([45]\d\d|301)\b.*$/m, is: ([, number = '']) => httpStatus(number) },
  {
    words: /^.*\b(?:ERROR|error:?|status) (40[0-9]|50[0-9])\b.*$/m,
    is: ([, number = '']) => httpStatus(number),
  },
  { words: /^\s*(403|50[0234])\s*$/m, is: ([, number = '']) => httpStatus(number) },
  { words: /^.*100% packet loss.*$/m, is: () => exitStatus('ping', 1) },
]

/** No connection: whether at once, because nobody listens, or after a long silence, curl says in its message alone. */
function seven(line: string): Found | undefined {
  if (/resolve/i.test(line)) return wireFailure('no-such-name', line)
  const [, waited] = /after (\d+) ms/.exec(line) ?? []
  return Number(waited ?? 0) > 3000 && !/refused/i.test(line)
    ? wireFailure('time-out')
    : exitStatus('curl', 7)
}

/** What failed in a line, as far as its output and its status say. */
export function readFailure({ line, stdout, stderr, exitCode }: RanLine): Read | undefined {
  for (const text of [stderr, stdout]) {
    for (const { words, is } of signs) {
      const match = words.exec(text)
      const found = match ? is(match) : undefined
      if (match && found) return { said: match[0].trim(), found }
    }
  }
  if (exitCode === 0) return undefined
  const named = toolOf(line)
  const tool = exitStatuses[named]?.[exitCode] ? named : 'bash'
  const found = exitStatus(tool, exitCode)
  return found && { said: lastLine(stderr) ?? `${named} ended with status ${exitCode}.`, found }
}

/** The command whose status the line has, without what goes before it. */
function toolOf(line: string): string {
  const last = line.split(/&&|\|\||[|;\n]/).findLast((part) => part.trim() !== '') ?? ''
  const words = last
    .trim()
    .split(/\s+/)
    .filter((word) => !/^\w+=/.test(word))
  return words.find((word) => word !== 'sudo' && word !== 'time' && word !== '!') ?? ''
}

const lastLine = (text: string): string | undefined => text.trimEnd().split('\n').at(-1)?.trim() || undefined
