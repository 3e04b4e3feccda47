import { readFileSync, writeFileSync } from 'node:fs'
import {
  entryChanges,
  type IpRanges,
  type PrefixListEntries,
  printEntries,
  refreshEntries,
} from './prefix-list-entries.ts'

// node scripts/catalogue/refresh-prefix-list-entries.ts <ip-ranges.json>

const [source] = process.argv.slice(2)
if (!source) {
  console.error('Name the ip-ranges.json file that AWS publishes.')
  process.exit(2)
}
const file = new URL('../../simulator/world/catalogue/prefix-list-entries.json', import.meta.url)
const before = JSON.parse(readFileSync(file, 'utf8')) as PrefixListEntries
const after = refreshEntries(before, JSON.parse(readFileSync(source, 'utf8')) as IpRanges)
writeFileSync(file, printEntries(after))
console.log(entryChanges(before, after).join('\n') || 'No list changed.')
