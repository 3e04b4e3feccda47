import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Lab } from '../../simulator/lab.ts'
import { everything } from '../../simulator/views/inspector/everything.ts'
import { shelfGroups } from '../../src/messages/shelf-words.ts'
import type { Step } from '../unit/simulator/views/by-hand/hands.ts'
import { isInView } from './lab-page.ts'

// Steps by hand, as somebody does them in a browser who has only a mouse, or only a keyboard. Both type into fields.

export interface Way {
  /** Brings a pane to the front. */
  open(pane: string): Promise<void>
  /** Shows a thing in the inspector. */
  lookAt(id: string, lab: Lab): Promise<void>
  press(button: Locator): Promise<void>
  pick(list: Locator, option: Locator): Promise<void>
  type(field: Locator, text: string): Promise<void>
}

export const idle = (page: Page) => page.locator('.terminal:not([hidden])[aria-busy=false]').waitFor()

/** Does a step, and waits until it is done. */
export async function doStep(page: Page, way: Way, step: Step, lab: Lab): Promise<void> {
  if (step.kind === 'form') await fillIn(page, way, step, lab)
  if (step.kind === 'answer') await answer(page, way, step)
  if (step.kind === 'wait') {
    await way.lookAt(step.on, lab)
    await way.press(page.locator('.inspector').getByRole('button', { name: 'Let five minutes pass' }))
  }
  if (step.kind === 'ask') {
    await way.lookAt(step.on, lab)
    const all = page.locator('.inspector .commands')
    const host = all.getByLabel('Run on')
    await way.pick(host, host.locator('option', { hasText: step.from }).first())
    const own = step.command.slice(`lab on ${step.from} `.length)
    await way.press(all.locator('p').filter({ hasText: own }).getByRole('button', { name: 'Run' }))
  }
  await idle(page)
}

type FormStep = Extract<Step, { kind: 'form' }>

async function fillIn(page: Page, way: Way, step: FormStep, lab: Lab): Promise<void> {
  const { on, deed, label, part } = step
  if (on === undefined) {
    await way.open('Build')
    const name = shelfGroups.map(({ parts }) => parts[part]).find(Boolean) ?? part
    await way.press(page.locator('.hands').getByRole('button', { name, exact: true }))
  } else {
    await way.lookAt(on, lab)
    const hands = page.getByRole('group', { name: 'By hand' })
    await way.press(hands.getByRole('button', { name: new RegExp(`^${deed}$`, 'i') }))
    await way.press(hands.getByRole('button', { name: label, exact: true }))
  }
  await complete(page, way, step)
}

/** What is made up for somebody tells the time: that of the lab that they sit at. */
const madeUp = (command: string) => command.replace(/by-hand-\d+/, 'by-hand')

/** Fills in a form that is there, and runs it. */
export async function complete(page: Page, way: Way, { label, fills, command }: FormStep): Promise<void> {
  const form = page.getByRole('form', { name: label, exact: true })
  await form.getByRole('button', { name: 'Close the form' }).waitFor()
  for (const { field, values } of fills) {
    if (field.kind === 'choices') {
      const group = form.getByRole('group', { name: field.label })
      for (const value of values) {
        const told = field.choices.find((one) => one.value === value)?.label ?? value
        await way.press(group.getByLabel(told, { exact: true }))
      }
      continue
    }
    const [value = ''] = values
    const entry = form.getByLabel(new RegExp(`^\\s*${field.label}\\s*(required)?\\s*$`)).first()
    if (field.kind === 'choice') await way.pick(entry, entry.locator(`option[value="${value}"]`))
    else await way.type(entry, value)
  }
  const shownCommand = async () => madeUp((await form.locator('.command code').textContent()) ?? '')
  await expect.poll(shownCommand, { timeout: 8000 }).toBe(madeUp(command))
  await form.getByText('AWS would accept it.').waitFor()
  await way.press(form.getByRole('button', { name: 'Run', exact: true }))
  // What was deleted is looked at no longer, and so are its forms.
  await form.waitFor({ state: 'detached' })
}

async function answer(page: Page, way: Way, step: Extract<Step, { kind: 'answer' }>): Promise<void> {
  await way.open('Goals')
  const [first = ''] = step.options
  const goal = page.locator('#pane-checks li').filter({ hasText: first })
  await way.press(goal.locator('summary').first())
  for (const option of step.options) await way.press(goal.getByLabel(option))
  await way.press(goal.getByRole('button', { name: 'Answer' }))
}

/** Where a thing is on the map. */
export const partOf = (page: Page, id: string) =>
  page.locator(`.topology svg [data-stop="${id}"], .topology svg [data-stop^="${id}/"]`).first()

function resourceOf(lab: Lab, id: string) {
  const found = everything(lab.forkWorld()).find((one) => one.id === id)
  if (!found) throw new Error(`There is no ${id}.`)
  return found
}

/** Clicks alone. A list of choices drops down in a window of the system's, which is not a page's to click in. */
export function byMouse(page: Page): Way {
  const open = (pane: string) => page.getByRole('tab', { name: new RegExp(`^${pane}`) }).click()
  return {
    open,
    async lookAt(id, lab) {
      await open('Map')
      const found = resourceOf(lab, id)
      const { isOnMap, kind, name } = found
      const part = partOf(page, id)
      if (isOnMap && (await part.getAttribute('aria-pressed')) === 'true') await open('Inspector')
      else if (isOnMap) {
        await part.waitFor()
        if (!(await isInView(part))) await page.getByRole('button', { name: 'Fit', exact: true }).click()
        await part.click({ position: { x: 4, y: 4 } })
      } else {
        await open('Build')
        const close = page.locator('.hands').getByRole('button', { name: 'Close the form' })
        if (await close.first().isVisible()) await close.first().click()
        const one = await listed(page, kind, name)
        if ((await one.getAttribute('aria-pressed')) === 'true') await open('Inspector')
        else await one.click()
      }
      await shown(page, found)
    },
    press: (button) => button.click(),
    async pick(list, option) {
      await option.waitFor({ state: 'attached' })
      await list.selectOption(await option.getAttribute('value'))
    },
    async type(field, text) {
      await field.click({ clickCount: 3 })
      await page.keyboard.type(text)
    },
  }
}

/** Something that is not on the map, in the list beside it. */
export async function listed(page: Page, kind: string, name: string): Promise<Locator> {
  const list = page.locator('.hands details', {
    has: page.locator('summary', { hasText: new RegExp(`^${kind} \\d+`) }),
  })
  const one = list.getByRole('button', { name: new RegExp(`^\\s*${name}(\\s|$)`) }).first()
  await list.locator('summary').waitFor()
  if (!(await one.isVisible())) await list.locator('summary').click()
  return one
}

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A gateway may have the name of its address, so a name alone does not tell what is looked at. */
async function shown(
  page: Page,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  const inspector = page.locator('.inspector[aria-busy=false]')
  await inspector.locator('h3', { hasText: name }).waitFor()
  const ending = new RegExp(`(^|[/:])${literally(id)}$`)
  if (name !== id) await inspector.locator('.id code', { hasText: ending }).waitFor()
}

/** Keys alone: the palette to get to things, Tab from there. */
export function byKeyboard(page: Page): Way {
  const { keyboard } = page

  async function reach(part: Locator): Promise<void> {
    await part.waitFor()
    // Looked for once, not at every stop on the way, unless it is drawn anew meanwhile.
    let wanted = await part.elementHandle()
    for (let times = 0; times < 400; times++) {
      const stands = await wanted?.evaluate((one) =>
        one === document.activeElement ? 'reached' : one.isConnected ? 'ahead' : 'gone',
      )
      if (stands === 'reached') return
      if (stands === 'ahead') await keyboard.press('Tab')
      else wanted = await part.elementHandle()
    }
    throw new Error(`Tab does not lead to ${part}.`)
  }

  async function find(text: string, option: RegExp): Promise<void> {
    const palette = page.getByRole('dialog', { name: 'Find or do anything' })
    await keyboard.press('Control+Shift+p')
    await palette.locator('input:focus').waitFor()
    await keyboard.type(text)
    await palette.locator('[role=option][aria-selected=true]', { hasText: option }).waitFor()
    await keyboard.press('Enter')
    await palette.waitFor({ state: 'detached' })
  }

  const paneInUse = () => page.evaluate(() => document.activeElement?.closest('.pane')?.id)

  return {
    open: (pane) => find(pane, new RegExp(`^\\s*${pane}`)),
    async lookAt(id, lab) {
      const found = resourceOf(lab, id)
      const { name, isOnMap } = found
      await find(id, new RegExp(`^\\s*${literally(name)}`))
      await shown(page, found)
      // What is on the map is pointed at there; the inspector beside it is a step away.
      if (!isOnMap) return
      await expect.poll(paneInUse, { timeout: 8000 }).toBe('pane-topology')
      await keyboard.press('Shift+F6')
      await expect.poll(paneInUse, { timeout: 8000 }).toBe('pane-inspector')
    },
    async press(button) {
      await reach(button)
      const role = await button.evaluate((one) => (one instanceof HTMLInputElement ? one.type : one.tagName))
      await keyboard.press(role === 'checkbox' ? 'Space' : 'Enter')
    },
    async pick(list, option) {
      await option.waitFor({ state: 'attached' })
      await reach(list)
      const wanted = await option.getAttribute('value')
      const [word = ''] = ((await option.textContent()) ?? '').trim().split(' ')
      await keyboard.type(word)
      for (let times = 0; times < 60; times++) {
        if ((await list.inputValue()) === wanted) return
        await keyboard.press('ArrowDown')
      }
      throw new Error(`Arrow keys do not lead to ${wanted}.`)
    },
    async type(field, text) {
      await reach(field)
      await keyboard.press('Control+a')
      await keyboard.type(text)
    },
  }
}
