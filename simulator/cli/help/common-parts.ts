import { globalOptions } from '../arguments/global-options.ts'
import type { Page } from './page.ts'
import { globalTexts } from './texts.ts'

export function layGlobalOptions(page: Page): void {
  page.heading('GLOBAL OPTIONS')
  for (const { name, valueKind, choices } of globalOptions) {
    page.paragraph(`--${name} (${valueKind})`)
    page.paragraph(globalTexts[name] ?? '')
    for (const choice of choices ?? []) page.bullet(choice)
  }
}

/** The lines of a synopsis after the command's own. */
export function globalSynopsis(): string[] {
  return globalOptions.map(({ name, valueKind }) =>
    valueKind === 'boolean' ? `[--${name}]` : `[--${name} <value>]`,
  )
}

export function layNames(page: Page, title: string, names: readonly string[]): void {
  page.heading(title)
  for (const name of [...names].sort()) page.bullet(name)
}
