export const wholeSecond = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`

/** As the metadata service writes JSON: spaces on both sides of the colon. */
export const written = (value: object): string =>
  JSON.stringify(value, null, 2).replace(/^( +"[^"]*"): /gm, '$1 : ')
