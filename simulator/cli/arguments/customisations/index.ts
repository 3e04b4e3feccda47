import type { Operation, ServiceModel } from '../../../api/model.ts'
import type { CallContext, Input, OperationArgument, Parsed } from '../option.ts'
import { cloudwatch } from './cloudwatch.ts'
import type { Customisation } from './customisation.ts'
import { ec2 } from './ec2.ts'
import { ec2Booleans } from './ec2-booleans.ts'
import { ec2RunInstances } from './ec2-instances.ts'
import { ec2SecurityGroupRules } from './ec2-security-groups.ts'
import { iam } from './iam.ts'
import { otherServices } from './other-services.ts'
import { route53 } from './route53.ts'
import { s3 } from './s3.ts'

// The order matters where two change the same argument: renames come before wrapped booleans.
const all: readonly Customisation[] = [
  ...ec2,
  ec2RunInstances,
  ec2SecurityGroupRules,
  ec2Booleans,
  ...cloudwatch,
  ...s3,
  ...route53,
  ...iam,
  ...otherServices,
]

const memo = new Map<string, readonly Customisation[]>()

function customisationsOf(service: string, command: string): readonly Customisation[] {
  const key = `${service} ${command}`
  let found = memo.get(key)
  if (!found) {
    found = all.filter((one) => one.service === service && (one.commands?.includes(command) ?? true))
    memo.set(key, found)
  }
  return found
}

export function customise(
  table: Map<string, OperationArgument>,
  service: ServiceModel,
  operation: Operation,
  command: string,
): void {
  for (const one of customisationsOf(service.name, command)) one.shape?.(table, operation, service)
}

export function checkCombinations(service: string, command: string, values: Parsed): void {
  for (const one of customisationsOf(service, command)) one.check?.(values)
}

export function prepareInput(
  operation: Operation,
  command: string,
  input: Input,
  context: CallContext,
): void {
  for (const one of customisationsOf(context.service, command)) one.prepare?.(input, context, operation)
}

export function finishOutput(command: string, output: Input, values: Parsed, context: CallContext): Input {
  return customisationsOf(context.service, command).reduce(
    (finished, one) => one.finish?.(finished, values, context) ?? finished,
    output,
  )
}
