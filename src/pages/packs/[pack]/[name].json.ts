import type { APIRoute, GetStaticPaths } from 'astro'
import type { ScenarioFile } from '../../../packs/scenario-file.ts'
import { scenarioFiles } from '../../../packs/shipped.ts'

// What the lab in a page opens a scenario with.

export const getStaticPaths: GetStaticPaths = () => scenarioFiles()

export const GET: APIRoute<{ file: ScenarioFile }> = ({ props: { file } }) => Response.json(file)
