import { getCollection } from 'astro:content'
import type { APIRoute } from 'astro'
import { shippedPacks } from '../packs/shipped.ts'
import type { Places } from '../site/places.ts'

// Where on this site one can go from a lab.

export const GET: APIRoute = async () => {
  const scenarios = (await shippedPacks()).flatMap((pack) => pack.scenarios)
  const places: Places = {
    scenarios: scenarios.map(({ id, document }) => ({ id, title: document.title })),
    lessons: (await getCollection('lessons')).map(({ id, data }) => ({ id, title: data.title })),
  }
  return Response.json(places)
}
