import { knownReasons } from '../../packs/scenario-schema.ts'
import type { PolicyChoice, PolicyChoices } from '../policy-editing/completion.ts'
import {
  branchesOf,
  kindOfPackFile,
  type PackFileKind,
  type Schema,
  schemaOf,
  schemasAt,
} from './pack-schemas.ts'
import { placeInYaml, type YamlPlace } from './yaml-place.ts'

// What could stand at the cursor of a pack's file that is being written, and what stands there means.

const nothing = (offset: number): PolicyChoices => ({ from: offset, to: offset, choices: [] })

export function completePack(path: string, text: string, offset: number): PolicyChoices {
  const kind = kindOfPackFile(path)
  if (!kind) return nothing(offset)
  if (text.trim() === '') return { from: offset, to: offset, choices: [wholes[kind]] }
  const place = placeInYaml(text, offset)
  if (!place) return nothing(offset)
  const root = rootOf(kind, text)
  const there = schemasAt(root, place.path)
  const choices =
    place.expects === 'name' && !there.every(isScalar)
      ? namesIn(root, there, place)
      : valuesOf(there, place, text)
  return { from: place.from, to: place.to, choices }
}

export interface Meaning {
  readonly from: number
  readonly to: number
  /** Sentences, one to a line. */
  readonly lines: readonly string[]
}

/** What the member that the cursor is on is for. */
export function meaningInPack(path: string, text: string, offset: number): Meaning | undefined {
  const kind = kindOfPackFile(path)
  const place = placeInYaml(text, offset)
  if (!kind || !place?.word || place.expects !== 'name' || offset < place.from || offset > place.to)
    return undefined
  const root = rootOf(kind, text)
  const of = schemasAt(root, [...place.path, place.word])
  const lines = [...new Set(of.flatMap(({ description }) => description ?? []))]
  const values = of.flatMap(listed)
  const usual = of.find((one) => isPlain(one.default))?.default
  if (values.length) lines.push(`One of: ${values.join(', ')}.`)
  if (usual !== undefined) lines.push(`Unless it is said: ${String(usual)}.`)
  return lines.length ? { from: place.from, to: place.to, lines } : undefined
}

/** Of questions those of the type that is written, where one is. */
function rootOf(kind: PackFileKind, text: string): Schema {
  const root = schemaOf(kind)
  const type = /^type:\s*(\S+)/m.exec(text)?.[1]
  const fitting = root.oneOf?.filter(({ properties }) => properties?.['type']?.const === type)
  return fitting?.length ? { ...root, oneOf: fitting } : root
}

const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value)
const isScalar = ({ type, properties }: Schema): boolean => type !== 'object' && !properties

const listed = ({ type, const: only, enum: several }: Schema): readonly string[] =>
  only !== undefined
    ? [String(only)]
    : type === 'boolean'
      ? ['true', 'false']
      : (several ?? []).map((one) => String(one))

function namesIn(root: Schema, there: readonly Schema[], place: YamlPlace): readonly PolicyChoice[] {
  if (place.path.at(-1) === 'says' && there.some((one) => !one.properties)) return reasons(place)
  const members = there.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).map(([name, schema]) => ({
      name,
      of: branchesOf(root, schema),
      isNeeded: required.includes(name),
    })),
  )
  const fresh = members.filter(
    ({ name }, i) =>
      !place.siblings.includes(name) && members.findIndex((other) => other.name === name) === i,
  )
  return fresh
    .sort((a, b) => Number(b.isNeeded) - Number(a.isNeeded))
    .map(({ name, of, isNeeded }) => {
      const means = of.find(({ description }) => description)?.description ?? ''
      return {
        label: name,
        detail: isNeeded ? `needed. ${means}` : means,
        insert: place.hasColon ? name : `${name}:${beginningOf(root, of, place.isInFlow)}`,
      }
    })
}

const reasons = ({ hasColon, siblings }: YamlPlace): readonly PolicyChoice[] =>
  [...knownReasons]
    .filter((one) => !siblings.includes(one))
    .map((one) => ({ label: one, detail: 'a reason to fail', insert: hasColon ? one : `${one}: $0` }))

/** What a fresh member begins with. */
function beginningOf(root: Schema, of: readonly Schema[], isInFlow: boolean): string {
  const [first] = of
  if (!first) return ' $0'
  const [only, ...more] = listed(first)
  if (only !== undefined && !more.length && of.length === 1) return ` ${only}$0`
  if (first.items) {
    const isOfMaps = branchesOf(root, first.items).some((one) => !isScalar(one))
    return isOfMaps && !isInFlow ? '\n  - $0' : ' [$0]'
  }
  if (isScalar(first)) return ' $0'
  return isInFlow ? ' { $0 }' : '\n  $0'
}

function valuesOf(there: readonly Schema[], { path }: YamlPlace, text: string): readonly PolicyChoice[] {
  const isOfChecks = path.at(-1) === 'for' || (path[0] === 'stages' && path.at(-2) === 'checks')
  const checks = isOfChecks ? checksIn(text).map((name) => ({ name, means: 'a check of this scenario' })) : []
  const values = there.flatMap(listed).map((name) => ({ name, means: '' }))
  return [...checks, ...values].map(({ name, means }) => ({ label: name, detail: means, insert: name }))
}

/** The ids of the checks, as they are written, however much else is unfinished. */
function checksIn(text: string): readonly string[] {
  const [, block = ''] = /^checks:[^\n]*\n((?:[ \t]+[^\n]*(?:\n|$)|[ \t]*(?:#[^\n]*)?\n)*)/m.exec(text) ?? []
  const indent = /^( +)[^\s#]/m.exec(block)?.[1] ?? '  '
  return [...block.matchAll(new RegExp(`^${indent}([a-z0-9-]+):`, 'gm'))].map(([, id]) => id!)
}

const wholes: Readonly<Record<PackFileKind, PolicyChoice>> = {
  pack: {
    label: 'A pack',
    detail: 'format, id, title, summary, version, author, licence',
    insert: `format: 1
id: $0
title: What it is called
summary: What somebody can do who has worked through it.
version: '0.1.0'
author: Your name
licence: CC-BY-4.0
`,
  },
  scenario: {
    label: 'A scenario',
    detail: 'title, summary, level, minutes, teaches, checks, hints',
    insert: `title: $0
summary: What the learner does, in a sentence or two.
level: beginner
minutes: 10
teaches: [PL-SG-01]
actors: { learner: '111111111111' }
checks:
  client-comes-in:
    title: The client reaches the server
    probe: { from: client-1, to: https://server.internal/ }
hints:
  - for: client-comes-in
    nudge: Who decides which packets the server gets?
`,
  },
  question: {
    label: 'A question with one right answer',
    detail: 'type, stem, options, topics, difficulty, source, date, proof',
    insert: `type: single
stem: $0
options:
  a: { text: The right answer., right: true, why: Because it is so. }
  b: { text: A wrong one., why: What is wrong with it. }
  c: { text: Another wrong one., why: What is wrong with it. }
topics: [PL-SG-01]
difficulty: 2
source: The page of AWS’s documentation that it rests on
date: '2026-11-20'
unproved: What it is about is not behaviour.
`,
  },
}
