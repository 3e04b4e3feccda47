import type { Pack } from '../../packs/load.ts'
import type { Problem } from '../../packs/problem.ts'

/** Ids of topics that neither the curriculum nor the pack itself has. */
export function unknownTopics(
  { document, scenarios, questions }: Pack,
  curriculum: ReadonlySet<string>,
): readonly Problem[] {
  const own = new Set(document.topics)
  const isKnown = (id: string) => curriculum.has(id) || own.has(id)
  const complain = (file: string, path: string, ids: readonly (string | undefined)[]): Problem[] =>
    ids.flatMap((id) =>
      id === undefined || isKnown(id)
        ? []
        : [
            {
              file,
              path,
              found: id,
              expected: id.includes('/')
                ? 'a topic that pack.yaml lists under `topics`'
                : 'a topic of content/curriculum.yaml',
              hint: id.includes('/')
                ? `Topics of the pack’s own begin with its id: ${document.id}/…`
                : `A topic of your own begins with the pack’s id: ${document.id}/${id}.`,
            },
          ],
    )
  const paths = new Set(scenarios.flatMap(({ name, id }) => [name, id]))
  const foreign = document.topics.filter((id) => !id.startsWith(`${document.id}/`))
  return [
    ...foreign.map((id) => ({
      file: 'pack.yaml',
      path: 'topics',
      found: id,
      expected: `a topic that begins with ${document.id}/`,
    })),
    ...scenarios.flatMap(({ name, document: scenario, goals }) => {
      const file = `scenarios/${name}/scenario.yaml`
      return [
        ...complain(file, 'teaches', scenario.teaches),
        ...complain(
          file,
          'prerequisites',
          // Of a scenario that is looked at alone, nobody knows which others there are.
          scenario.prerequisites.filter((one) => !paths.has(one) && (scenarios.length > 1 || isTopic(one))),
        ),
        ...goals.flatMap(({ id, lesson }) => complain(file, `checks.${id}.lesson`, [lesson])),
      ]
    }),
    ...[...questions].flatMap(([name, { topics }]) => complain(`questions/${name}.yaml`, 'topics', topics)),
  ]
}

const isTopic = (text: string): boolean => /^([a-z][a-z0-9-]*\/)?[A-Z]/.test(text)
