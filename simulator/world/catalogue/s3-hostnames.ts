import { fill, type Header } from './facts.ts'
import source from './s3-hostnames.json' with { type: 'json' }

const catalogue = source as {
  header: Header
  styles: Readonly<Record<string, { pattern: string; note?: string }>>
  certificateNames: readonly string[]
  websiteDashRegions: readonly string[]
}

export const s3HostnamesHeader = catalogue.header

export type S3Style = keyof typeof source.styles

/** A name that S3 answers to, in one of its styles: bucket in front, bucket in the path, access point … */
export function s3Name(style: S3Style, values: Readonly<Record<string, string | undefined>>): string {
  return fill(catalogue.styles[style]!.pattern, values)
}

/** S3 user guide, WebsiteEndpoints: older Regions have a dash before the Region, newer ones a dot. */
export function s3WebsiteHost(bucket: string, region: string): string {
  const style = catalogue.websiteDashRegions.includes(region) ? 'websiteDash' : 'websiteDot'
  return s3Name(style, { bucket, region })
}

/** Names on S3's certificate; a wildcard stands for one label, so buckets with dots in their names do not fit. */
export function s3CertificateNames(region: string): readonly string[] {
  return catalogue.certificateNames.map((name) => fill(name, { region }))
}
