import { pageWords } from '../messages/pages.ts'

const { rooms: labels } = pageWords.frame

/** The rooms of the site, as its head lists them. */
export const rooms = (Object.keys(labels) as (keyof typeof labels)[]).map((name) => ({
  href: `/${name}/`,
  label: labels[name],
}))
