import type { Tag } from '../../services/tags.ts'

/** What people call a resource: its Name tag, else its id. */
export const nameOf = (id: string | undefined, tags: readonly Tag[] | undefined): string =>
  tags?.find(({ Key }) => Key === 'Name')?.Value || (id ?? '')
