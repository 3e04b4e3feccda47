import type { Native, Run } from './evaluate.ts'
import { Halt, type Item, Nowhere } from './items.ts'
import { listFunctions } from './list-functions.ts'
import { loops } from './loops.ts'
import { matchFunctions } from './match-functions.ts'
import { deletePaths, getPath, type Path, setPath } from './paths.ts'
import type { Scope } from './scope.ts'
import type { Node } from './syntax.ts'
import { textFunctions } from './text-functions.ts'
import { timeFunctions } from './time-functions.ts'
import { isArray, isTrue, JqError, type Pure, print, told, type Value } from './values.ts'

const pathOf = (value: Value): Path => {
  if (!isArray(value)) throw new JqError('Path must be specified as an array')
  return value
}

/** Any of what its arguments give, in the order of jq: the last one turns slowest. */
function pure(call: Pure): Native {
  return function* (run, args, item, scope) {
    for (const values of combined(run, args, item.value, scope)) {
      const made = call(item.value, ...values)
      yield item.path === undefined
        ? { value: made }
        : { value: made, path: new Nowhere(made) as unknown as Path }
    }
  }
}

function* combined(
  run: Run,
  args: readonly Node[],
  value: Value,
  scope: Scope | undefined,
): Generator<Value[], void> {
  const last = args.at(-1)
  if (!last) {
    yield []
    return
  }
  for (const one of run.values(last, value, scope))
    for (const before of combined(run, args.slice(0, -1), value, scope)) yield [...before, one]
}

/** What gives nothing. */
const none: readonly Item[] = []

const special: Readonly<Record<string, Native>> = {
  *'empty/0'() {
    yield* none
  },
  *'error/0'(_run, _args, { value }) {
    yield* none
    throw new JqError(value)
  },
  *'error/1'(run, args, { value }, scope) {
    yield* none
    for (const one of run.values(args[0]!, value, scope)) throw new JqError(one)
  },
  *'path/1'(run, args, { value }, scope) {
    for (const path of run.paths(args[0]!, value, scope)) {
      if (path instanceof Nowhere)
        throw new JqError(`Invalid path expression with result ${print(path.value)}`)
      yield { value: path }
    }
  },
  *'getpath/1'(run, args, item, scope) {
    for (const path of run.values(args[0]!, item.value, scope)) {
      const value = getPath(item.value, pathOf(path))
      yield item.path === undefined ? { value } : { value, path: [...item.path, ...pathOf(path)] }
    }
  },
  *'select/1'(run, args, item, scope) {
    for (const one of run.values(args[0]!, item.value, scope)) if (isTrue(one)) yield item
  },
  *'first/1'(run, args, item, scope) {
    for (const one of run.items(args[0]!, item, scope)) {
      yield one
      return
    }
  },
  *'last/1'(run, args, item, scope) {
    let last: Item | undefined
    for (const one of run.items(args[0]!, item, scope)) last = one
    if (last) yield last
  },
  *'limit/2'(run, args, item, scope) {
    for (const count of run.values(args[0]!, item.value, scope)) {
      let left = Number(count)
      if (left <= 0) continue
      for (const one of run.items(args[1]!, item, scope)) {
        yield one
        if (--left <= 0) break
      }
    }
  },
  *'input/0'(run) {
    const value = run.world.next()
    if (value === undefined) throw new JqError('No more inputs')
    yield { value }
  },
  *'inputs/0'(run) {
    for (let value = run.world.next(); value !== undefined; value = run.world.next()) yield { value }
  },
  *'debug/0'(run, _args, item) {
    run.world.debug(`["DEBUG:",${print(item.value)}]\n`)
    yield item
  },
  *'debug/1'(run, args, item, scope) {
    for (const one of run.values(args[0]!, item.value, scope)) run.world.debug(`["DEBUG:",${print(one)}]\n`)
    yield item
  },
  *'stderr/0'(run, _args, item) {
    run.world.debug(typeof item.value === 'string' ? item.value : print(item.value))
    yield item
  },
  *'halt/0'() {
    yield* none
    throw new Halt(0)
  },
  *'halt_error/1'(run, args, { value }, scope) {
    yield* none
    for (const code of run.values(args[0]!, value, scope)) {
      if (typeof code !== 'number') throw new JqError('halt_error/1: number required')
      throw new Halt(code, typeof value === 'string' ? value : `${print(value)}\n`)
    }
  },
  *'env/0'(run) {
    yield { value: run.world.env }
  },
  *'now/0'(run) {
    yield { value: run.world.now() / 1000 }
  },
  *'input_filename/0'(run) {
    yield { value: run.world.file }
  },
}

const pures: Readonly<Record<string, Pure>> = {
  ...listFunctions,
  ...textFunctions,
  ...matchFunctions,
  ...timeFunctions,
  'not/0': (value) => !isTrue(value),
  'setpath/2': (value, path, made) => setPath(value, pathOf(path!), made!),
  'delpaths/1': (value, paths) => {
    if (!isArray(paths!)) throw new JqError('Paths must be specified as an array')
    return deletePaths(value, paths.map(pathOf))
  },
  'tojson/0': (value) => print(value),
  'infinite/0': () => Number.POSITIVE_INFINITY,
  'nan/0': () => Number.NaN,
  'isnan/0': (value) => Number.isNaN(number(value)),
  'isinfinite/0': (value) => !Number.isFinite(number(value)) && !Number.isNaN(number(value)),
  'isnormal/0': (value) => Number.isFinite(number(value)) && number(value) !== 0,
  'builtins/0': () => [...natives.keys()],
  'input_line_number/0': () => 0,
}

const number = (value: Value): number => {
  if (typeof value !== 'number') throw new JqError(`${told(value)} number required`)
  return value
}

for (const name of 'floor sqrt ceil round fabs trunc exp exp2 exp10 log log2 log10 cbrt sin cos tan'.split(
  ' ',
)) {
  const found =
    {
      fabs: Math.abs,
      exp2: (one: number) => 2 ** one,
      exp10: (one: number) => 10 ** one,
    }[name] ?? (Math as unknown as Record<string, (one: number) => number>)[name]!
  ;(pures as Record<string, Pure>)[`${name}/0`] = (value) => found(number(value))
}
;(pures as Record<string, Pure>)['pow/2'] = (_, base, by) => number(base!) ** number(by!)

export const natives: ReadonlyMap<string, Native> = new Map<string, Native>([
  ...Object.entries(special),
  ...Object.entries(loops),
  ...Object.entries(pures).map(([name, call]) => [name, pure(call)] as const),
])
