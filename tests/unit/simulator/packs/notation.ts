import type { PackFiles } from '../../../../simulator/packs/load.ts'

// A pack in which everything is right, for tests that change one thing.

export const packYaml = `format: 1
id: example
title: An example
summary: A pack for tests.
version: '1.0.0'
author: Somebody
licence: CC-BY-4.0
`

export const scenarioYaml = `title: Open the door
summary: Let the client in.
level: beginner
minutes: 5
teaches: [PL-SG-01]
checks:
  client-is-in:
    probe: { from: app-1, to: 'http://10.0.1.20/' }
  stranger-stays-out:
    denies: { from: internet, to: 'http://10.0.1.20/' }
hints:
  - Who decides what comes in?
`

export const questionYaml = `type: single
stem: Which endpoint has a network interface?
topics: [PL-IF-01]
difficulty: 1
source: PrivateLink guide, privatelink-access-aws-services
date: '2026-11-20'
unproved: It asks for a word.
options:
  a: { text: A gateway endpoint, why: It is a route. }
  b: { text: An interface endpoint, right: true, why: It has one in each subnet. }
  c: { text: A peering connection, why: It is no endpoint. }
`

const nearMiss = `# because: it opens the door to everybody
# fails: stranger-stays-out
true
`

const room = 'scenarios/open-the-door'

export const goodFiles: Readonly<Record<string, string>> = {
  'pack.yaml': packYaml,
  'README.md': '# An example\n',
  [`${room}/scenario.yaml`]: scenarioYaml,
  [`${room}/brief.md`]: 'Let `app-1` in. See [the guide](https://docs.aws.amazon.com/vpc/).\n',
  [`${room}/setup.sh`]: 'true\n',
  [`${room}/solution.sh`]: 'true\n',
  [`${room}/near-misses/opens-to-all.sh`]: nearMiss,
  'questions/interfaces.yaml': questionYaml,
}

export const filesOf = (texts: Readonly<Record<string, string | undefined>>): PackFiles =>
  new Map(
    Object.entries(texts).flatMap(([path, text]) =>
      text === undefined ? [] : [[path, new TextEncoder().encode(text)] as const],
    ),
  )
