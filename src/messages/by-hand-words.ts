import type { Deed } from '../../simulator/views/by-hand/actions.ts'

// What stands around forms; what they ask for is in AWS's own words.

const deeds: Readonly<Record<Deed, string>> = {
  add: 'Add',
  connect: 'Connect',
  change: 'Change',
  delete: 'Delete',
}

/** By how it is said: an instance, an SQS queue; a user, a VPC. */
const withArticle = (thing: string) => `${/^([aeio]|[AEFHILMNORSX][A-Z])/.test(thing) ? 'an' : 'a'} ${thing}`

export const byHandWords = {
  deeds,
  title: 'By hand',
  shelf: 'Add to the network',
  shelfHow:
    'Choose one, then its place, here or on the map. Or drag it onto the map: a subnet onto its VPC, a machine onto its subnet.',
  intoA: (things: readonly string[]) => `into ${things.map(withArticle).join(' or ')}`,
  placeFor: (thing: string) => `${thing}: into what?`,
  noPlace: 'There is nothing yet that can hold it.',
  nowhere: 'Nothing in particular',
  notOnMap: 'What is not on the map',
  notOnMapHow: 'Choose one to see and change it, or drag it onto a thing on the map to connect the two.',
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
  runAnyway: 'Run it anyway',
  ran: (label: string) => `${label}: it is in the terminal.`,
  connectWith: (from: string, to: string) => `Connect ${from} with ${to}`,
  doneWith: (thing: string) => `with ${thing}`,
  noConnection: (from: string, to: string) => `Nothing joins ${from} to ${to} in one step.`,
}
