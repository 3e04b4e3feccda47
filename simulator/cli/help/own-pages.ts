import { ownSubcommands } from '../names.ts'
import { layGlobalOptions, layNames } from './common-parts.ts'
import { configurePages } from './configure-pages.ts'
import type { OwnPage, Part } from './own-page.ts'
import { page } from './page.ts'
import { s3Pages } from './s3-pages.ts'

const pages: Readonly<Record<string, OwnPage>> = { ...configurePages, ...s3Pages }

/** The page of `configure`, `configure set`, `s3` …; undefined for those that have none here. */
export function ownPage(path: readonly string[]): string | undefined {
  const title = path.join(' ')
  const content = Object.hasOwn(pages, title) ? pages[title] : undefined
  return content && lay(path, content)
}

function lay(path: readonly string[], content: OwnPage): string {
  const name = path.at(-1) ?? ''
  const paper = page(name)

  function layParts(parts: readonly Part[]): void {
    for (const part of parts) {
      if (typeof part === 'string') paper.paragraph(part)
      else if ('title' in part) paper.subheading(part.title)
      else paper.literal(part, 1)
    }
  }

  paper.heading('NAME')
  paper.paragraph(`${name} -`)
  paper.heading('DESCRIPTION')
  layParts(content.description)
  if (content.extra) {
    paper.heading(content.extra.title)
    layParts(content.extra.parts)
  }
  paper.heading('SYNOPSIS')
  paper.literal(content.synopsis, 1)
  paper.heading('OPTIONS')
  if (content.options.length === 0) paper.paragraph('None')
  for (const option of content.options) paper.paragraph(option)
  const inside = path.length === 1 ? (ownSubcommands(name) ?? []) : []
  if (content.global) layGlobalOptions(paper)
  if (inside.length > 0) layNames(paper, 'AVAILABLE COMMANDS', inside)
  if (content.examples) {
    paper.heading('EXAMPLES')
    layParts(content.examples)
  }
  return paper.text()
}
