import type { Fabric } from '../../network/fabric.ts'
import type { RunResult } from '../terminal.ts'
import { hostsNamed, isRunning, type NamedHost } from './find-host.ts'
import { systemOf } from './users.ts'

/** A line for a host that nobody knows, or that several machines answer to. */
export class NoSuchHost extends Error {}

/** A machine that has a console to type at. */
export function requireHost(fabric: Fabric, name: string): NamedHost {
  const found = hostsNamed(fabric, name)
  const [host] = found
  if (!host) throw new NoSuchHost(`There is no machine called ${name}.`)
  if (found.length > 1) {
    const ids = found.map(({ id }) => id).join(', ')
    throw new NoSuchHost(`Several machines are called ${name}: ${ids}. Say which one by its id.`)
  }
  if (!isRunning(fabric, host)) throw new NoSuchHost(`${name} (${host.id}) does not run.`)
  if (systemOf(fabric, host) === 'windows') {
    throw new NoSuchHost(`${name} (${host.id}) runs Windows, whose shells are not simulated.`)
  }
  return host
}

/** Does something at a machine's console, or says why it has none. */
export async function atConsole(
  fabric: Fabric,
  name: string,
  run: (host: NamedHost) => Promise<RunResult>,
): Promise<RunResult | { readonly refused: string }> {
  try {
    return await run(requireHost(fabric, name))
  } catch (thrown) {
    if (thrown instanceof NoSuchHost) return { refused: thrown.message }
    throw thrown
  }
}
