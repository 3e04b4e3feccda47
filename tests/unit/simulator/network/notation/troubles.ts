import { expect, it } from 'vitest'
import { expectResponse, makeCall } from './calls.ts'
import { makeVisit, tellVisit } from './visits.ts'
import { say, type World, worldOf } from './world.ts'

/**
 * A table of troubles, a line each: what is asked, as in `visits` or `calls`; the cause; the symptom; the repair; and what
 * is told when all is well, which is so before the cause and after the repair.
 *
 *   client > http://{api-ep}/ | revoke ep-sg in tcp 80 10.0.0.0/16 | timeout | allow ep-sg in tcp 80 10.0.0.0/16 | 200
 */
export function troubles(world: string, table: string): void {
  let base: World | undefined
  for (const line of table.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith('#')) continue
    it(line, () => {
      base ??= worldOf(world)
      const [request = '', cause = '', symptom = '', repair = '', well = ''] = line.split(/\s+\|\s+/)
      const { version } = base.cloud.store
      const { where } = base
      try {
        expectTold(base, request, well)
        change(base, cause)
        expectTold(base, request, symptom)
        base.where = where
        change(base, repair)
        expectTold(base, request, well)
      } finally {
        base.cloud.store.goto(version)
        base.where = where
      }
    })
  }
}

function change(world: World, text: string): void {
  for (const one of text.split(/\s*;\s*/)) say(world, one.replaceAll(' / ', ' | '))
}

function expectTold(world: World, request: string, told: string): void {
  if (request.includes(' > ')) expect(tellVisit(world, makeVisit(world, request))).toBe(told)
  else expectResponse(makeCall(world, request), told)
}
