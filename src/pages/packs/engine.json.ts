import type { APIRoute } from 'astro'
import { engine } from '../../packs/shipped.ts'

// What this site's simulator is known by, for submissions of installed packs.

export const GET: APIRoute = async () => Response.json(await engine())
