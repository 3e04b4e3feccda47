import type { Browser, Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { solveByHand } from '../unit/simulator/views/by-hand/hands.ts'
import { solutions } from '../unit/simulator/views/by-hand/solutions.ts'
import { doStep, type Way } from './hands-at-work.ts'
import { openLab, untilReady } from './lab-page.ts'

// The large scenarios solved without a word in the terminal: with the mouse alone, and with the keyboard alone. What is
// filled in is what the unit tests fill in; the lab in the browser and the one here do the same, and stay the same.

export const large = [
  'private-paths/bucket-in-another-region',
  'private-paths/data-centre-to-s3',
  'private-paths/nothing-uninspected',
]

export async function solve(browser: Browser, name: string, wayOn: (page: Page) => Way): Promise<void> {
  const { page, complaints } = await openLab(browser, `${inject('site')}scenarios/${name}/lab/`)
  page.setDefaultTimeout(10_000)
  await untilReady(page)
  const way = wayOn(page)
  const [pack, scenario] = name.split('/')
  const does = (step: Parameters<typeof doStep>[2], lab: Parameters<typeof doStep>[3]) =>
    doStep(page, way, step, lab).catch((error: Error) => {
      throw new Error(`${step.command}: ${error.message}`)
    })
  await solveByHand(`content/packs/${pack}/scenarios/${scenario}`, solutions[name] ?? '', does, name)
  await page.waitForFunction(() => {
    const told = [...document.querySelectorAll('[role=tab]')].map((tab) => tab.textContent ?? '')
    return told.some((text) => /Goals (\d+) of \1\b/.test(text))
  })
  await way.open('Goals')
  await page.getByText('Passed.').first().waitFor()
  expect(complaints).toEqual([])
}
