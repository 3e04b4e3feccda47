import type { ServiceDocs, ServiceModel } from '../../api/model.ts'
import { isPrivateService } from '../../api/private/index.ts'
import { commandNames, subcommandsOf } from '../names.ts'
import { globalSynopsis, layGlobalOptions, layNames } from './common-parts.ts'
import { type Page, page } from './page.ts'
import { layProse } from './prose.ts'
import { notice } from './texts.ts'

/** `aws help` */
export function mainPage(): string {
  const paper = start('aws')
  paper.paragraph(
    'One command for all services of AWS. Here the answers come from the simulated cloud of hopwise.',
  )
  paper.heading('SYNOPSIS')
  paper.literal(['aws [options] <command> <subcommand> [parameters]'], 1)
  paper.paragraph(
    'Use aws command help for information on a specific command. Use aws help topics to view a list of available help topics. The synopsis for each command shows its parameters and their usage. Optional parameters are shown in square brackets.',
  )
  layGlobalOptions(paper)
  layNames(paper, 'AVAILABLE SERVICES', commandNames)
  paper.heading('SEE ALSO')
  paper.bullet('aws help topics')
  return paper.text()
}

/** `aws <service> help` */
export function servicePage(model: ServiceModel, docs: ServiceDocs | undefined): string {
  const paper = start(model.name)
  const markup = docs?.description
  if (markup) layProse(paper, markup, 0)
  else paper.paragraph(`${model.fullName}, API version ${model.apiVersion}.`)
  if (markup && !isPrivateService(model.name)) paper.paragraph(notice)
  layNames(paper, 'AVAILABLE COMMANDS', subcommandsOf(model))
  return paper.text()
}

/** `aws <service> wait help` */
export function waitPage(model: ServiceModel): string {
  const paper = start('wait')
  paper.paragraph(
    'Wait until a resource is in the state that is named. The command asks the service again and again, and ends when the state is reached or after too many attempts.',
  )
  layNames(
    paper,
    'AVAILABLE COMMANDS',
    model.waiters.map(({ cliName }) => cliName),
  )
  return paper.text()
}

/** Help for a command that the CLI has and hopwise does not know more about than its name. */
export function unknownPage(name: string, path: string, subcommands: readonly string[]): string {
  const paper = start(name)
  paper.paragraph(
    `aws ${path} is a command of the AWS CLI that hopwise does not simulate: here it ends with exit status 255 and a message that says so. Its reference is in the AWS CLI Command Reference.`,
  )
  if (subcommands.length > 0) layNames(paper, 'AVAILABLE COMMANDS', subcommands)
  else {
    paper.heading('SYNOPSIS')
    paper.literal([`  ${name}`, ...globalSynopsis()], 1)
    layGlobalOptions(paper)
  }
  return paper.text()
}

function start(name: string): Page {
  const paper = page(name)
  paper.heading('NAME')
  paper.paragraph(`${name} -`)
  paper.heading('DESCRIPTION')
  return paper
}
