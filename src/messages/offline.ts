/** What the site says of being kept on the reader's machine. */
export const offlineWords = {
  title: 'Offline',
  looking: 'Looking up what is kept here …',
  far: (kept: number, of: number) =>
    `${kept.toFixed(1)} of ${of.toFixed(1)} MB of the workbook are on this machine.`,
  follows: 'The rest follows while the browser has nothing else to do.',
  waits: 'The rest waits until you want it, because this browser saves data.',
  all: (megabytes: number) =>
    `The whole workbook is on this machine (${megabytes.toFixed(1)} MB): lessons, labs, editor and search work without a network.`,
  not: 'This browser does not keep the site for use offline. That takes https or localhost, and a window that is not private.',
  progress: 'How much of the workbook is kept',
  fill: 'Keep the rest now',
  honest:
    'Browsers may delete what a site keeps when space is short. Safari also deletes it if you use Safari for seven days without coming here. What you have done would be gone with it.',
  room: (megabytes: number, of: number) =>
    `All of it takes ${megabytes.toFixed(1)} MB${of ? ` of the ${(of / 1000).toFixed(1)} GB that this browser allows` : ''}.`,
  keep: 'Ask the browser to keep it',
  kept: 'The browser has promised to keep it, until you clear it yourself.',
  notKept: 'The browser does not promise to keep it. Export your progress now and then.',
}
