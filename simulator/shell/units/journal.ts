import type { JournalEntry } from '../../world/journal.ts'
import { formatDate } from '../commands/dates.ts'
import { hostnameOf } from '../hosts/hostnames.ts'
import type { Machine } from '../machine.ts'
import { pidOf } from './pids.ts'

// Lines of the journal as systemd prints them.

/** `2026-11-02T09:00:00Z` */
export const isoTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`

/** What starts and stops a unit is systemd itself. */
const isOfSystemd = ({ fact, message }: JournalEntry): boolean => !fact && /^(Started|Stopped) /.test(message)

export const programOf = (entry: JournalEntry): string =>
  isOfSystemd(entry) ? 'systemd' : (entry.unit.match(/^[a-z]+/)?.[0] ?? entry.unit)

export const processOf = (entry: JournalEntry): number => (isOfSystemd(entry) ? 1 : pidOf(entry.unit))

/** `Nov 02 09:00:00 ip-10-0-1-10 serve[2123]: …` */
export const shortLine = (machine: Machine, entry: JournalEntry): string =>
  lineAt(formatDate('%b %d %H:%M:%S', entry.at), machine, entry)

export const lineAt = (time: string, machine: Machine, entry: JournalEntry): string =>
  `${time} ${shortName(machine)} ${programOf(entry)}[${processOf(entry)}]: ${entry.message}`

const shortName = (machine: Machine): string => hostnameOf(machine.fabric, machine).split('.')[0] ?? ''
