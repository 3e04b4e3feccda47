import { scramble } from '../../kernel/random.ts'
import source from './amis.json' with { type: 'json' }
import type { Header } from './facts.ts'
import { isRegion } from './regions.ts'

interface Image {
  readonly alias: string
  readonly name: string
  readonly architecture: string
  readonly ownerId: string
  readonly imageOwnerAlias: string
  readonly rootDeviceName: string
  readonly virtualizationType: string
  readonly platformDetails: string
  readonly defaultUser: string
  /** The ids are well-formed but made up. */
  readonly synthetic: boolean
  readonly imageIds: Readonly<Record<string, string>>
  readonly parameterVersions?: Readonly<Record<string, number>>
}

export interface Ami extends Omit<Image, 'imageIds' | 'parameterVersions'> {
  readonly region: string
  readonly imageId: string
  /** The version of the public parameter that the alias names. */
  readonly parameterVersion: number
}

const catalogue = source as { header: Header; images: readonly Image[] }

export const amisHeader = catalogue.header

/** The public parameters under which Systems Manager gives the current image of a kind. */
export const amiAliases: readonly string[] = catalogue.images.map(({ alias }) => alias)

const amisOfRegions = new Map<string, readonly Ami[]>()

/** The images that every account can launch in a Region. */
export function amisOf(region: string): readonly Ami[] {
  const known = amisOfRegions.get(region)
  if (known) return known
  if (!isRegion(region)) return []
  const amis = catalogue.images.map((image) => amiIn(region, image))
  amisOfRegions.set(region, amis)
  return amis
}

export function amiOf(region: string, imageId: string): Ami | undefined {
  return amisOf(region).find((ami) => ami.imageId === imageId)
}

/** The image behind a public parameter: `/aws/service/ami-amazon-linux-latest/…`. */
export function amiOfAlias(region: string, alias: string): Ami | undefined {
  return amisOf(region).find((ami) => ami.alias === alias)
}

function amiIn(region: string, { imageIds, parameterVersions, ...image }: Image): Ami {
  const published = imageIds[region]
  return {
    ...image,
    region,
    imageId: published ?? madeUpId(region, image.alias),
    synthetic: image.synthetic || !published,
    parameterVersion: parameterVersions?.[region] ?? 1,
  }
}

function madeUpId(region: string, alias: string): string {
  const digits = scramble(`${region}${alias}`).map((part) => part.toString(16).padStart(8, '0'))
  return `ami-0${digits.join('').slice(0, 16)}`
}
