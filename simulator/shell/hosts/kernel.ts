/** What every machine's system runs on. */
export const kernel = '6.1.0-hopwise'
