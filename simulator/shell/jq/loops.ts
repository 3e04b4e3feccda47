import type { Native } from './evaluate.ts'
import type { Item } from './items.ts'
import { isTrue, JqError } from './values.ts'

// What jq itself writes as functions that call themselves. A generator inside a generator a hundred thousand times over
// is more than the stack holds, so here they are loops.

type Of<T> = (...about: Parameters<Native>) => (item: Item) => Iterable<T>

/** Shows what `shown` says of each item, and goes on, deepest first, with what the last argument makes of those that go on. */
const following = (visits: Of<'shown' | 'goes on' | 'both'>): Native =>
  function* (run, args, start, scope) {
    const visit = visits(run, args, start, scope)
    const open: Iterator<Item>[] = [[start].values()]
    for (let last = open.at(-1); last; last = open.at(-1)) {
      run.spend()
      const { done, value: item } = last.next()
      if (done) {
        open.pop()
        continue
      }
      for (const what of visit(item)) {
        if (what !== 'goes on') yield item
        if (what !== 'shown') open.push(run.items(args.at(-1)!, item, scope))
      }
    }
  }

export const loops: Readonly<Record<string, Native>> = {
  'repeat/1': following(() => () => ['both']),
  'recurse/1': following(() => () => ['both']),
  'while/2': following(
    (run, [condition], _, scope) =>
      function* ({ value }) {
        for (const one of run.values(condition!, value, scope)) if (isTrue(one)) yield 'both'
      },
  ),
  'until/2': following(
    (run, [condition], _, scope) =>
      function* ({ value }) {
        for (const one of run.values(condition!, value, scope)) yield isTrue(one) ? 'shown' : 'goes on'
      },
  ),
  *'range/3'(run, [begin, end, step], { value }, scope) {
    for (const from of run.values(begin!, value, scope))
      for (const to of run.values(end!, value, scope))
        for (const by of run.values(step!, value, scope)) {
          if (typeof from !== 'number' || typeof to !== 'number' || typeof by !== 'number')
            throw new JqError('Range bounds must be numeric')
          for (let at = from; by > 0 ? at < to : by < 0 && at > to; at += by) {
            run.spend()
            yield { value: at }
          }
        }
  },
}
