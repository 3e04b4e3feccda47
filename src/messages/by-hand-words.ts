import type { Deed } from '../../simulator/views/by-hand/actions.ts'

// What stands around forms; what they ask for is in AWS's own words.

const deeds: Readonly<Record<Deed, string>> = {
  add: 'Add',
  connect: 'Connect',
  change: 'Change',
  delete: 'Delete',
}

export const byHandWords = {
  deeds,
  title: 'By hand',
  shelf: 'Add to the network',
  shelfHow: 'Choose one, or drag it onto the map: a subnet onto its VPC, a machine onto its subnet.',
  dropOn: (thing: string) => `Drag it onto a ${thing}`,
  cannotHold: (thing: string, place: string) => `${thing} cannot be put into ${place}.`,
  close: 'Close the form',
  required: 'required',
  choose: 'Choose …',
  noChoice: 'There is none yet.',
  suggestions: 'Likely:',
  more: (count: number) => `${count} more`,
  missing: (labels: readonly string[]) => `Still needed: ${labels.join(', ')}.`,
  command: 'The command',
  trying: 'Trying it on a copy …',
  works: 'AWS would accept it.',
  refuses: 'AWS would refuse it:',
  run: 'Run',
  runAnyway: 'Run it all the same',
  ran: (label: string) => `${label}: it is in the terminal.`,
  connectWith: (from: string, to: string) => `Connect ${from} with ${to}`,
  noConnection: (from: string, to: string) => `Nothing joins ${from} to ${to} in one step.`,
}
