import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'
import { root } from '../commands.ts'

// The catalogue says of each fact where it is from and how sure it is: for who writes and checks it, and for pages that are
// made while the site is built. A lab in a browser reads none of that.

const folder = path.join(root, 'simulator', 'world', 'catalogue') + path.sep

/** What nobody reads while a lab runs, by the name of its file. */
const unread: Readonly<Record<string, readonly string[]>> = {
  'address-ranges': ['header'],
  amis: ['header'],
  'capacity-units': ['header', 'rule'],
  'direct-connect-locations': ['header', 'likely'],
  endpoints: ['header'],
  'instance-types': ['header', 'likely'],
  'prefix-list-entries': ['header'],
  'prefix-lists': ['header'],
  'privatelink-services': ['header', 'awsService', 'likely', 'note'],
  prices: ['header', 'source'],
  quotas: ['header', 'certainty', 'note', 'source'],
  regions: ['header', 'likely', 'notes'],
  's3-hostnames': ['header', 'likely', 'note'],
}

export function slimCatalogue(): Plugin {
  return {
    name: 'slim-catalogue',
    enforce: 'pre',
    load(id) {
      if (!id.startsWith(folder) || !id.endsWith('.json')) return undefined
      const left = new Set(unread[path.basename(id, '.json')])
      const kept = (name: string, value: unknown) => (left.has(name) ? undefined : value)
      const code = JSON.stringify(JSON.parse(readFileSync(id, 'utf8')), kept)
      return { code, map: null, moduleType: 'json' }
    },
  }
}
