import { isRegion } from '../../world/catalogue/regions.ts'

// In which account and Region a record is, from whatever says so.

export const isAccount = (text: unknown): text is string => typeof text === 'string' && /^\d{12}$/.test(text)

/** The account that a path or an ARN names. */
export const accountIn = (text: string): string | undefined => /(?<!\d)\d{12}(?!\d)/.exec(text)?.[0]

const regionForm = /(?<![a-z0-9])(?:[a-z]{2}(?:-[a-z]+){1,2}-\d)(?![0-9])/g

/** Regions of other partitions, which the catalogue does not have. */
const elsewhere = /^(?:us-gov|us-isob?|us-isof|eu-isoe|cn)-[a-z]+-\d$/

/** The Region that a path, an ARN or the name of a zone names. */
export const regionIn = (text: string): string | undefined =>
  text.match(regionForm)?.find((one) => isRegion(one) || elsewhere.test(one))
