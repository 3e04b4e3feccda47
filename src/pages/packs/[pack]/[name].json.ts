import type { APIRoute, GetStaticPaths } from 'astro'
import type { ScenarioFile } from '../../../packs/scenario-file.ts'
import { scenarioFiles } from '../../../packs/shipped.ts'

// A scenario as the lab in a page reads it.

export const getStaticPaths: GetStaticPaths = () => scenarioFiles()

export const GET: APIRoute<{ file: ScenarioFile }> = ({ props: { file } }) => Response.json(file)
