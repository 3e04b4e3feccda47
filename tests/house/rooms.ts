// The rooms of the house, from the roof down. A room may import from itself and from the rooms below it.
// ARCHITECTURE.md says what each is for; a test holds the two together.

export interface Room {
  /** A folder, or one file: the two waists are files. */
  place: string
  /** The packages that it may use, beside other rooms. `any` for the two rooms that meet the outside. */
  libraries: readonly string[] | 'any'
}

export const rooms: readonly Room[] = [
  { place: 'src', libraries: 'any' },
  { place: 'simulator/node', libraries: 'any' },
  { place: 'simulator/authoring', libraries: [] },
  { place: 'simulator/lab.ts', libraries: [] },
  { place: 'simulator/views', libraries: [] },
  { place: 'simulator/packs', libraries: ['zod', 'yaml', 'fflate'] },
  { place: 'simulator/grading', libraries: ['zod'] },
  { place: 'simulator/shell', libraries: ['just-bash'] },
  { place: 'simulator/cli', libraries: ['yaml'] },
  { place: 'simulator/cloud.ts', libraries: [] },
  { place: 'simulator/network', libraries: [] },
  { place: 'simulator/services', libraries: [] },
  { place: 'simulator/policy', libraries: [] },
  { place: 'simulator/api', libraries: [] },
  { place: 'simulator/world', libraries: [] },
  { place: 'simulator/kernel', libraries: [] },
]

/** The room that a file stands in; lower rooms have a greater number. */
export function roomOf(file: string): { room: Room; rank: number } | undefined {
  const rank = rooms.findIndex(({ place }) => file === place || file.startsWith(`${place}/`))
  const room = rooms[rank]
  return room && { room, rank }
}
