import about from '../../../package.json' with { type: 'json' }
import { type HttpRequest, type HttpResponse, textOf } from '../../api/wire/http.ts'
import type { ServedWorld } from './world.ts'

/** The largest saved world that is read. */
export const stateLimit = 64 * 1024 * 1024

export const isControl = (path: string): boolean => path.startsWith('/_hopwise/')

/** What is Hopwise's own on the endpoint, beside AWS's: `/_hopwise/health`, `reset` and `state`. */
export function control(http: HttpRequest, world: ServedWorld): Answered {
  // A name that merely points here is a page in a browser that wants to know what it should not.
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(http.headers['host'] ?? ''))
    return problem(403, 'Ask by the name localhost or the address 127.0.0.1.')
  const actions = routes[http.path]
  if (!actions) return problem(404, `There is no ${http.path}; there are ${Object.keys(routes).join(', ')}.`)
  const action = actions[http.method]
  if (!action)
    return problem(405, `${http.path} takes ${Object.keys(actions).join(' and ')}, not ${http.method}.`)
  return action(http, world)
}

/** Only what a scenario or a saved world has in it has to be read first. */
type Answered = HttpResponse | Promise<HttpResponse>

type Action = (http: HttpRequest, world: ServedWorld) => Answered

const routes: Readonly<Record<string, Readonly<Record<string, Action>>>> = {
  '/_hopwise/health': {
    GET: (_, { cloud }) =>
      said(200, { status: 'ok', version: about.version, time: new Date(cloud.now).toISOString() }),
  },
  '/_hopwise/reset': { POST: reset },
  '/_hopwise/state': {
    GET: (_, world) => ({ status: 200, headers: json, body: world.save() }),
    PUT: async (http, world) => {
      try {
        await world.load(textOf(http.body))
      } catch (error) {
        return problem(400, `This is no saved world: ${(error as Error).message}`)
      }
      return said(200, { status: 'loaded' })
    },
  },
}

function reset({ body }: HttpRequest, world: ServedWorld): Answered {
  const wish = body.length ? parse(textOf(body)) : {}
  if (typeof wish !== 'object' || wish === null || Array.isArray(wish))
    return problem(400, 'The body is no JSON object; {"seed": "some text"} is one, and none will do.')
  const { seed, scenario, ...others } = wish as { seed?: unknown; scenario?: unknown }
  const [other] = Object.keys(others)
  if (other !== undefined) return problem(400, `A reset knows "seed" and "scenario", not "${other}".`)
  if (seed !== undefined && typeof seed !== 'string')
    return problem(400, `"seed" is ${JSON.stringify(seed)}, and has to be a text.`)
  if (scenario !== undefined && typeof scenario !== 'string')
    return problem(400, `"scenario" is ${JSON.stringify(scenario)}, and has to be a text.`)
  if (scenario !== undefined) return resetTo(scenario, seed, world)
  world.reset(seed)
  return said(200, { status: 'reset' })
}

async function resetTo(
  scenario: string,
  seed: string | undefined,
  world: ServedWorld,
): Promise<HttpResponse> {
  // Loaded only now: packs and the lab are much to load, and few who serve a world ask for them.
  const { CannotBegin, startOfScenario } = await import('../scenarios.ts')
  try {
    await world.begin(await startOfScenario(scenario, seed))
  } catch (error) {
    if (error instanceof CannotBegin) return problem(400, error.message)
    throw error
  }
  return said(200, { status: 'reset' })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const json = { 'content-type': 'application/json' }

const said = (status: number, value: object): HttpResponse => ({
  status,
  headers: json,
  body: `${JSON.stringify(value)}\n`,
})

export const problem = (status: number, message: string): HttpResponse => said(status, { error: message })
