import { needYaml } from '../../cli/arguments/yaml-later.ts'
import { privateCommand } from '../../cli/aws.ts'
import { needHelp } from '../../cli/help/later.ts'
import { needsOf } from '../../cli/needs.ts'
import type { Tool } from '../host.ts'
import { type AwsPorts, cliHostOf } from './aws.ts'

// The lab's own services as commands: what stands around AWS.

type Name = 'fault' | 'host' | 'onprem'

const summaries: Readonly<Record<Name, string>> = {
  fault: "What does not work: 'fault inject-fault --targets use1-az1', 'fault list-faults'.",
  host: "What runs on hosts: 'host describe-listeners'. With a name, it looks that up in DNS.",
  onprem: "Everything on premises: 'onprem describe-sites', 'onprem create-host', 'onprem help'.",
}

export function privateTool(name: Name, { contract, account }: AwsPorts): Tool {
  const load = async (words: readonly string[]) => {
    const { help, yaml } = needsOf([name, ...words])
    await Promise.all([
      contract.need(name),
      ...(help ? [needHelp(), contract.needDocs(name)] : []),
      ...(yaml ? [needYaml()] : []),
    ])
  }
  return {
    name,
    summary: summaries[name],
    async run(args, context) {
      await load(args)
      return privateCommand(name, args, cliHostOf(context, account))
    },
    async complete(command, context) {
      await load(command.split(/\s+/))
      const { suggest } = await import('../../cli/complete/complete.ts')
      return suggest(command, command.length, cliHostOf(context, account))
    },
  }
}

/** A tool whose name is that of a service too: the first word tells which one is meant. */
export function eitherTool(service: Tool, other: Tool, isOfService: (word: string) => boolean): Tool {
  const chosen = (words: readonly string[]) => {
    const word = words.find((one) => !one.startsWith('-'))
    return word !== undefined && isOfService(word) ? service : other
  }
  return {
    name: other.name,
    summary: service.summary,
    run: (args, context) => chosen(args).run(args, context),
    complete: async (command, context) => [
      ...((await service.complete?.(command, context)) ?? []),
      ...((await other.complete?.(command, context)) ?? []),
    ],
  }
}

/** Operations of the service `host`, by their words. */
export const isHostOperation = (word: string): boolean =>
  /^(put|delete|describe)-(listener|appliance)s?$/.test(word) || word === 'help'
