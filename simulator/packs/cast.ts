import type { CastDocument } from './cast-schema.ts'

/** Whom and what a brief speaks of, as people read it. */
export interface Cast {
  readonly accounts: readonly { readonly profile: string; readonly account: string }[]
  readonly sites: readonly { readonly name: string; readonly what: string }[]
  readonly people: readonly Person[]
}

export interface Person {
  readonly name: string
  readonly role: string
  /** For `aws --profile`, where they have a user. */
  readonly profile?: string
  readonly account?: string
  /** Missing where they may do everything there. */
  readonly may?: readonly string[]
}

export const castOf = ({ actors, sites, people }: CastDocument): Cast => ({
  accounts: Object.entries(actors).map(([profile, account]) => ({ profile, account })),
  sites: Object.entries(sites).map(([name, what]) => ({ name, what })),
  people: Object.entries(people).map(([id, { name, role, account, may }]) => ({
    name,
    role,
    ...(account !== undefined && { profile: id, account: actors[account] ?? account }),
    ...(may && { may }),
  })),
})

/** One account alone, and nobody to speak of, is nothing to tell. */
export const isTelling = ({ accounts, sites, people }: Cast): boolean =>
  accounts.length > 1 || sites.length > 0 || people.length > 0

/** As a part of a brief, in Markdown. */
export function tellCast(cast: Cast): string {
  const { accounts, sites, people } = cast
  const rows = [
    ...people.map(
      ({ name, role, ...one }) =>
        `- **${name}**: ${role}${one.profile === undefined ? '' : ` (${tellProfile(one)})`}`,
    ),
    ...sites.map(({ name, what }) => `- \`${name}\`, on premises: ${what}`),
    ...accounts.map(
      ({ profile, account }, i) =>
        `- Account ${account}: \`--profile ${profile}\`${i ? '' : ', where commands go unless they name a profile'}`,
    ),
  ]
  return `## Who is who\n\n${rows.join('\n')}`
}

const tellProfile = ({ profile, account, may }: Pick<Person, 'profile' | 'account' | 'may'>): string =>
  `\`--profile ${profile}\` in ${account}, ${may ? `who may ${may.map((one) => `\`${one}\``).join(', ')}` : 'who may do everything there'}`
