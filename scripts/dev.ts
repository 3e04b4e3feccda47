// npm run dev: Astro's development server, with pages that reload as their sources change.
import { dev } from 'astro'
import { root } from './commands.ts'

await dev({ root })
