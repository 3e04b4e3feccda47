import type { APIRoute, GetStaticPaths } from 'astro'
import type { Scenario } from '../../../../simulator/packs/scenario.ts'
import { wholePaths } from '../../../packs/shipped.ts'

// All of a scenario, for a lab that is open already. Its name tells which text of it this is, so that a lab never gets the
// goals of another.

export const getStaticPaths: GetStaticPaths = () => wholePaths()

export const GET: APIRoute<{ scenario: Scenario }> = ({ props: { scenario } }) => Response.json(scenario)
