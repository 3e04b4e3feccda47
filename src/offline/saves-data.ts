/** Somebody who pays for what comes over the line says themselves, in the settings, when the rest of the site is kept. */
export const savesData = (): boolean =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true
