import { type ProgramCommand, type ProgramContext, UsageError } from '../command.ts'
import { tidyMemory } from '../memory.ts'
import type { Endpoint } from '../server/endpoint.ts'
import { readState, writeState } from '../server/state-file.ts'
import type { Beginning, Pace, ServedWorld } from '../server/world.ts'

export const serve: ProgramCommand = {
  name: 'serve',
  summary: 'Answer the real AWS CLI, boto3 and the AWS SDKs on this machine.',
  usage: '[--port NUMBER] [--scenario ID] [--state FILE] [--seed TEXT] [--time fast|real]',
  help: `A simulated AWS listens on 127.0.0.1, in AWS's own wire protocols. Point a client at it:

  export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_DEFAULT_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=123456789012 AWS_SECRET_ACCESS_KEY=any

The access key chooses the account: a key that exists in the simulated world, or the twelve digits of any
account; every other key is account 123456789012. Secrets are not checked. Ctrl-C ends it.

Options:
  --port NUMBER  listen there (default: 4566; 0 takes a free one)
  --scenario ID  begin with a scenario: PACK/NAME, such as foundations/a-private-door-to-sqs, or its folder. Stages open
                 as they do in its lab, when the goals before them are reached
  --state FILE   begin with the world that the file holds, if it exists, and save the world there at the end
  --seed TEXT    choose the world: with the same seed, the same requests give the same ids (default: hopwise)
  --time PACE    fast: whatever takes its time is done by the next request (default); real: it takes its time

GET /_hopwise/health tells whether it runs, POST /_hopwise/reset goes back to the start (a JSON body may name
another seed or scenario), GET and PUT /_hopwise/state read and replace the world.`,

  async run(args, context) {
    const options = parse(args)
    // Loaded only now: the program's other commands need none of it.
    const [{ contract }, { wireServices }, { needCatalogues }, { openEndpoint }, { ServedWorld: World }] =
      await Promise.all([
        import('../../api/contract.ts'),
        import('../../api/wire/services.ts'),
        import('../../world/catalogue/need.ts'),
        import('../server/endpoint.ts'),
        import('../server/world.ts'),
      ])
    await needCatalogues()
    const services = wireServices(contract.services)
    const world = await openWorld(World, options, context)
    if (!world) return 1
    world.onStage = (title) => context.stdout.write(`The next stage is open: ${title}.\n`)
    const onFailure = (error: unknown) => {
      context.stderr.write(`hopwise serve: ${error instanceof Error ? error.stack : String(error)}\n`)
    }
    let endpoint: Endpoint
    try {
      endpoint = await openEndpoint({ services, world, port: options.port, onFailure })
    } catch (error) {
      return fail(context, listenProblem(error as NodeJS.ErrnoException, options.port))
    }
    tidyMemory()
    context.stdout.write(`A simulated AWS answers on http://127.0.0.1:${endpoint.port} (Ctrl-C ends it).\n`)
    await untilStopped()
    await endpoint.stop()
    return options.state === undefined ? 0 : save(options.state, world, context)
  },
}

interface Options {
  readonly port: number
  readonly state: string | undefined
  readonly seed: string | undefined
  readonly scenario: string | undefined
  readonly pace: Pace
}

const names = ['port', 'scenario', 'state', 'seed', 'time'] as const

function parse(args: readonly string[]): Options {
  const given = new Map<string, string>()
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    const [, name = '', value] = /^--([a-z]+)(?:=(.*))?$/s.exec(arg) ?? []
    if (!names.some((one) => one === name))
      throw new UsageError(arg.startsWith('-') ? `unknown option ${arg}` : `unexpected argument ${arg}`)
    const text = value ?? args[++i]
    if (text === undefined) throw new UsageError(`--${name} wants a value after it`)
    given.set(name, text)
  }
  const port = given.get('port') ?? '4566'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new UsageError(`--port is ${port}, and has to be a number from 0 to 65535`)
  const pace = given.get('time') ?? 'fast'
  if (pace !== 'fast' && pace !== 'real')
    throw new UsageError(`--time is ${pace}, and has to be fast or real`)
  return {
    port: Number(port),
    state: given.get('state'),
    seed: given.get('seed'),
    scenario: given.get('scenario'),
    pace,
  }
}

/** A new world, or the one that the file holds; undefined, and said why, where that cannot be. */
async function openWorld(
  World: typeof ServedWorld,
  { pace, seed, scenario, state }: Options,
  context: ProgramContext,
): Promise<ServedWorld | undefined> {
  let saved: string | undefined
  try {
    if (state !== undefined) saved = await readState(state)
  } catch (error) {
    fail(context, `${state} cannot be read: ${(error as Error).message}`)
    return undefined
  }
  let start: Beginning | undefined
  if (scenario !== undefined) {
    const read = await (await import('../model-file.ts')).readStart(scenario, seed)
    if ('problem' in read) {
      fail(context, read.problem)
      return undefined
    }
    start = read
  }
  try {
    return await World.open(
      pace,
      seed,
      saved === undefined ? start : { text: saved, locks: start?.locks, opens: start?.opens },
    )
  } catch (error) {
    fail(context, `${state} is no saved world: ${(error as Error).message}`)
    return undefined
  }
}

async function save(file: string, world: ServedWorld, context: ProgramContext): Promise<number> {
  try {
    await writeState(file, world.save())
    return 0
  } catch (error) {
    return fail(context, `the world could not be saved: ${(error as Error).message}`)
  }
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      process.off('SIGINT', end)
      process.off('SIGTERM', end)
      resolve()
    }
    process.on('SIGINT', end)
    process.on('SIGTERM', end)
  })
}

function listenProblem({ code, message }: NodeJS.ErrnoException, port: number): string {
  if (code === 'EADDRINUSE')
    return `port ${port} is in use: stop what listens there, or choose another with --port`
  if (code === 'EACCES') return `port ${port} is not for you to use: choose another with --port`
  return message
}

function fail({ stderr }: ProgramContext, problem: string): number {
  stderr.write(`hopwise serve: ${problem}\n`)
  return 1
}
