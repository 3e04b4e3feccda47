import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CompiledAbout, CompiledDocs } from '../../simulator/api/compiled.ts'
import { encode } from './encode.ts'
import type { ServiceFact } from './ir.ts'
import { writeLoaders } from './loaders.ts'
import { toMarkup } from './prose.ts'
import { readService } from './read-service.ts'
import { type ServiceAbout, services } from './services.ts'
import { declareTypes, indexTypes } from './types.ts'

/** Compiles every service out of the clients under `root` into the folder `target`. */
export function generate(root: string, target: string): void {
  mkdirSync(target, { recursive: true })
  const write = (name: string, text: string) => writeFileSync(join(target, name), text)
  const abouts = new Map<string, CompiledAbout>()
  for (const about of services) {
    const { service, wire, waiters } = readService(root, about)
    const model = encode(service, about, waiters)
    const [, , apiVersion, endpointPrefix, signingName] = model.about
    const { protocol, targetPrefix } = wire
    abouts.set(about.name, {
      protocol,
      apiVersion,
      endpointPrefix,
      signingName,
      ...(targetPrefix !== undefined && { targetPrefix }),
    })
    write(`${about.name}.model.json`, JSON.stringify(model))
    write(`${about.name}.wire.json`, JSON.stringify(wire))
    write(`${about.name}.docs.json`, JSON.stringify(docsOf(service, about)))
    write(`${about.name}.d.ts`, declareTypes(service, about))
  }
  write('index.ts', writeLoaders(abouts))
  write('types.d.ts', indexTypes(services))
}

function docsOf(service: ServiceFact, about: ServiceAbout): CompiledDocs {
  const members = [...service.structures.values()].map(
    ({ name, members }): [string, Record<string, string>] => {
      const written = members.map((member): [string, string] => [member.name, toMarkup(member.doc)])
      return [name, Object.fromEntries(written.filter(([, text]) => text))]
    },
  )
  return {
    notice: about.package
      ? `From ${about.package}. Copyright Amazon.com, Inc. or its affiliates. Licensed under the Apache License, Version 2.0; see NOTICE.`
      : '',
    description: toMarkup(service.doc),
    operations: Object.fromEntries(service.operations.map(({ name, doc }) => [name, toMarkup(doc)])),
    members: Object.fromEntries(members.filter(([, written]) => Object.keys(written).length)),
  }
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..', '..')
  generate(root, process.argv[2] ?? join(root, 'simulator', 'api', 'generated'))
}
