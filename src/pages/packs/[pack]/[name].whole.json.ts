import type { APIRoute, GetStaticPaths } from 'astro'
import type { Scenario } from '../../../../simulator/packs/scenario.ts'
import { scenarioPaths } from '../../../packs/shipped.ts'

// All of a scenario, for a lab that is open already.

export const getStaticPaths: GetStaticPaths = () => scenarioPaths()

export const GET: APIRoute<{ scenario: Scenario }> = ({ props: { scenario } }) => Response.json(scenario)
