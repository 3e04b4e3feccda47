/** What installing packs of others says. */
export const packWords = {
  title: 'Packs',
  how: 'Scenarios by others come as a .hopwise file. What is in it is shown first, and nothing is installed before you say so.',
  drop: 'Drop a .hopwise file here, or choose one:',
  choose: 'A .hopwise file',
  address: 'Or its address on this site',
  addressHint:
    'Hopwise reads nothing from other servers, so that nobody learns what you do here. If a pack is elsewhere, download it, then drop it here.',
  look: 'Look inside',
  looking: 'Looking inside …',
  refused: (name: string) => `${name} is refused:`,
  more: (count: number) => `and ${count} more`,
  contents: (scenarios: number, author: string, version: string, licence: string) =>
    `${scenarios} scenario${scenarios === 1 ? '' : 's'}, by ${author}, version ${version}, licence ${licence}.`,
  may: 'It can run commands in its own simulated worlds, and nothing else: it reaches no network and no file of yours.',
  install: 'Install',
  update: (from: string, to: string) => (from === to ? `Install ${to} again` : `Replace ${from} with ${to}`),
  older: 'The one that you have is newer.',
  labsStay: 'Labs that you have begun stay as they are.',
  cancel: 'Do not install it',
  installed: (title: string) => `${title} is installed. Its scenarios are in the catalogue now.`,
  removed: (title: string) => `${title} is removed.`,
  list: 'Installed',
  minutes: (minutes: number) => `${minutes} minutes`,
  remove: (title: string) => `Remove ${title}`,
  sure: (title: string) => `Remove ${title} and its scenarios from this browser? Your results in them stay.`,
  keep: 'Keep it',
  none: 'No pack is installed.',
  /** Of what stands in a text letter for letter: commands, a plan. */
  broken: (id: string) => `${id} cannot be read by this version of Hopwise:`,
  unreachable: (address: string, why: string) => `Nothing could be read at ${address} (${why}).`,
  elsewhere: (host: string) =>
    `That address is on another server (${host}), and Hopwise reads nothing from other servers. Download the file, then drop it here.`,
  notAnAddress: (text: string) => `“${text}” is not an address.`,
}
