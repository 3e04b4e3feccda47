import { getCommandNames } from 'just-bash'

// Of the library's main entry, which loads each of its commands when it is first run; its entry for browsers holds
// all of them in one piece.

/** What only that entry has, or what only works where there are threads and native code. */
const absent = new Set(['sqlite3', 'tar', 'xan', 'yq'])

/** The commands that come from the library. */
export const libraryCommands = getCommandNames().filter((name) => !absent.has(name))
