import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { filesBelow } from '../fingerprint.ts'

// Svelte marks in comments where it will find its way again when a component comes to life. What is drawn for good, such as
// the diagrams of lessons, never does.

export function withoutMarks(): AstroIntegration {
  return {
    name: 'without-marks',
    hooks: {
      'astro:build:done': ({ dir }) => {
        for (const file of filesBelow(fileURLToPath(dir)).filter((one) => one.endsWith('.html')))
          writeFileSync(file, unmarked(readFileSync(file, 'utf8')))
      },
    },
  }
}

export const unmarked = (html: string): string =>
  html
    .split(islands)
    .map((part, i) => (i % 2 ? part : part.replace(marks, '')))
    .join('')

const islands = /(<astro-island[\s>].*?<\/astro-island>)/s
const marks = /<!--(?:\[-?\d*!?|\]|)-->/g
