import type { Argument, Parsed } from './option.ts'

/** What the options that every command takes were set to. Undefined: not given. */
export interface Globals {
  readonly debug: boolean
  readonly endpointUrl: string | undefined
  readonly verifySsl: boolean
  readonly paginate: boolean
  readonly output: string | undefined
  readonly query: string | undefined
  readonly profile: string | undefined
  readonly region: string | undefined
  readonly color: 'on' | 'off' | 'auto'
  readonly signRequest: boolean
  readonly caBundle: string | undefined
  /** Seconds; undefined when not given. */
  readonly readTimeout: string | undefined
  readonly connectTimeout: string | undefined
  readonly binaryFormat: 'base64' | 'raw-in-base64-out' | undefined
  /** False after `--no-cli-pager`. */
  readonly pager: boolean
  readonly autoPrompt: boolean
  readonly errorFormat: ErrorFormat | undefined
}

export const errorFormats = ['legacy', 'json', 'yaml', 'text', 'table', 'enhanced'] as const
export type ErrorFormat = (typeof errorFormats)[number]

export const outputFormats = ['json', 'text', 'table', 'yaml', 'yaml-stream', 'off'] as const

interface GlobalOption extends Argument {
  /** The type that help names. */
  readonly valueKind: 'boolean' | 'string' | 'int'
}

const flag = (name: string, key: string, sets: boolean): GlobalOption => ({
  name,
  key,
  takes: 'none',
  sets,
  valueKind: 'boolean',
})

const value = (name: string, key: string, more: Partial<GlobalOption> = {}): GlobalOption => ({
  name,
  key,
  takes: 'one',
  valueKind: 'string',
  ...more,
})

/** In the order of the AWS CLI's help, which is also that of its messages. */
export const globalOptions: readonly GlobalOption[] = [
  flag('debug', 'debug', true),
  value('endpoint-url', 'endpointUrl'),
  flag('no-verify-ssl', 'verifySsl', false),
  flag('no-paginate', 'paginate', false),
  value('output', 'output', { choices: outputFormats }),
  value('query', 'query'),
  value('profile', 'profile'),
  value('region', 'region'),
  { name: 'version', key: 'version', takes: 'none', sets: true, valueKind: 'string' },
  value('color', 'color', { choices: ['on', 'off', 'auto'] }),
  flag('no-sign-request', 'signRequest', false),
  value('ca-bundle', 'caBundle'),
  value('cli-read-timeout', 'readTimeout', { valueKind: 'int' }),
  value('cli-connect-timeout', 'connectTimeout', { valueKind: 'int' }),
  value('cli-binary-format', 'binaryFormat', { choices: ['base64', 'raw-in-base64-out'] }),
  flag('no-cli-pager', 'pager', false),
  flag('cli-auto-prompt', 'autoPrompt', true),
  flag('no-cli-auto-prompt', 'autoPrompt', false),
  value('cli-error-format', 'errorFormat', { choices: errorFormats }),
]

const defaults: Globals = {
  debug: false,
  endpointUrl: undefined,
  verifySsl: true,
  paginate: true,
  output: undefined,
  query: undefined,
  profile: undefined,
  region: undefined,
  color: 'auto',
  signRequest: true,
  caBundle: undefined,
  readTimeout: undefined,
  connectTimeout: undefined,
  binaryFormat: undefined,
  pager: true,
  autoPrompt: false,
  errorFormat: undefined,
}

/** The global options of a line that was parsed, over those already set. */
export function globalsOf(values: Parsed, over: Globals = defaults): Globals {
  const given = globalOptions
    .filter(({ key }) => values.has(key) && key in defaults)
    .map(({ key }) => [key, values.get(key)] as const)
  return { ...over, ...Object.fromEntries(given) }
}

/** Options of a line as an alias gives them: they yield to what the learner typed. */
export function mergeAliasGlobals(typed: Globals, alias: Globals): Globals {
  const merged = Object.entries(typed).map(([key, value]) => {
    const fallback = alias[key as keyof Globals]
    return [key, value === defaults[key as keyof Globals] ? fallback : value]
  })
  return Object.fromEntries(merged) as unknown as Globals
}
