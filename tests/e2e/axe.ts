import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Axe {
  run(
    context: unknown,
    options: unknown,
  ): Promise<{ violations: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[] }>
}

/**
 * What axe has to say against a page by WCAG 2.2, levels A and AA: a line for every element. `more` names rules that axe
 * has on trial.
 */
export async function violationsOf(page: Page, more: readonly string[] = []): Promise<string[]> {
  await page.evaluate(source)
  return page.evaluate(async (onTrial) => {
    const { axe } = globalThis as unknown as { axe: Axe }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
    const rules = Object.fromEntries(onTrial.map((rule) => [rule, { enabled: true }]))
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags }, rules })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${String(node.target)}: ${node.failureSummary?.replace(/\s+/g, ' ')}`),
    )
  }, more)
}
