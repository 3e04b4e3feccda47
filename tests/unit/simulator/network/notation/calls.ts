import { expect, it } from 'vitest'
import type { Response } from '../../../../../simulator/api/request.ts'
import { credentialsOf } from './identity-statements.ts'
import { clientOf } from './visits.ts'
import { say, type World, worldOf } from './world.ts'

/**
 * A table of API calls from somewhere on the network, a line each, with what changes the world between the bars:
 *
 *   client as alice: s3api GetObject Bucket=data Key=a.txt                      | ok
 *   client as alice: s3api GetObject Bucket=data Key=a.txt | endpoint-policy … | AccessDenied … VPC endpoint policy allows
 *
 * It ends with `ok`, with an error's code and how its message ends, or with why AWS was not reached. Behind the input
 * may stand `in eu-west-1` for another Region and `at https://{ep}/` for another URL.
 */
export function calls(world: string, table: string): void {
  let base: World | undefined
  for (const line of table.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith('#')) continue
    it(line, () => {
      base ??= worldOf(world)
      const [call = '', ...rest] = line.split(/\s+\|\s+/)
      const expected = rest.pop() ?? ''
      const { version } = base.cloud.store
      const { where } = base
      try {
        for (const change of rest.flatMap((part) => part.split(/\s*;\s*/)))
          say(base, change.replaceAll(' / ', ' | '))
        expectResponse(makeCall(base, call), expected)
      } finally {
        base.cloud.store.goto(version)
        base.where = where
      }
    })
  }
}

export function makeCall(world: World, text: string): Response {
  const [, client = '', who = '', service = '', operation = '', rest = ''] =
    /^(\S+) as (\S+): (\S+) (\S+)\s*(.*)$/.exec(text) ?? []
  const words = rest.split(/\s+/).filter((word) => word !== '')
  const after = (word: string) => (words.includes(word) ? words[words.indexOf(word) + 1] : undefined)
  const url = after('at')?.replace(
    /\{(.+?)\}/g,
    (_, name: string) => world.known.get(`name of ${name}`) ?? world.id(name),
  )
  const input = Object.fromEntries(
    words
      .filter((word) => word.includes('='))
      .map((word) => {
        const [key = '', value = ''] = word.split(/=(.*)/s)
        const named = key === 'ServiceName' ? world.known.get(`service name of ${value}`) : undefined
        return [key, /^[[{]/.test(value) ? JSON.parse(value) : (named ?? world.id(value))]
      }),
  )
  const { AccessKeyId = '', SessionToken } = credentialsOf(world, who)
  return world.cloud.call(clientOf(world, client), {
    service,
    operation,
    input,
    region: after('in') ?? 'us-east-1',
    credentials: {
      accessKeyId: AccessKeyId,
      secretAccessKey: 'secret',
      ...(SessionToken !== undefined && { sessionToken: SessionToken }),
    },
    ...(url !== undefined && { url }),
  })
}

/** `ok`, a code, or a code and how its message ends. */
export function expectResponse(response: Response, expected: string): void {
  const told = tellResponse(response)
  const [code = '', ending] = expected.split(' … ')
  if (ending === undefined) expect(told.split(': ')[0], told).toBe(code)
  else expect(told.startsWith(`${code}: `) && told.endsWith(ending), `${told}\n… ${ending}`).toBe(true)
}

function tellResponse(response: Response): string {
  if ('output' in response) return 'ok'
  if ('error' in response) return `${response.error.code}: ${response.error.message}`
  return 'unreachable' in response ? response.unreachable : `not simulated: ${response.notSimulated}`
}
