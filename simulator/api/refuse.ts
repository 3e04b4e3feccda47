import { brokenConstraints, constraintsMessage } from './constraints.ts'
import { AwsError } from './error.ts'
import type { StructureShape } from './model.ts'
import { validate } from './validate.ts'

/**
 * Refuses an input that does not fit the model, as the service itself would. The CLI and the SDKs check most of this
 * before they send anything; what comes by another way, hand-written HTTP for one, is caught here.
 */
export function refuse(service: string, shape: StructureShape, input: unknown): void {
  const code = constraintCodes[service]
  const broken = code === undefined ? [] : brokenConstraints(shape, input)
  if (code !== undefined && broken.length) throw new AwsError(code, constraintsMessage(broken))
  const [problem] = validate(shape, input)
  if (problem === undefined) return
  throw service === 'ec2' ? ec2Refusal(problem) : new AwsError(code ?? 'ValidationException', problem)
}

/** Services that check every constraint of their model before anything else, and the code that they answer with. */
const constraintCodes: Readonly<Record<string, string>> = {
  acm: 'ValidationException',
  'arc-zonal-shift': 'ValidationException',
  cloudtrail: 'ValidationException',
  cloudwatch: 'ValidationError',
  configservice: 'ValidationException',
  ecr: 'InvalidParameterException',
  directconnect: 'DirectConnectClientException',
  dynamodb: 'ValidationException',
  elbv2: 'ValidationError',
  iam: 'ValidationError',
  kms: 'ValidationException',
  logs: 'InvalidParameterException',
  organizations: 'InvalidInputException',
  ram: 'InvalidParameterException',
  rds: 'ValidationError',
  route53: 'InvalidInput',
  route53resolver: 'ValidationException',
  secretsmanager: 'ValidationException',
  sns: 'ValidationError',
  ssm: 'ValidationException',
  sts: 'ValidationError',
  'service-quotas': 'ValidationException',
  servicediscovery: 'InvalidInput',
  'vpc-lattice': 'ValidationException',
}

// EC2 API reference, errors-overview: MissingParameter, UnknownParameter, InvalidParameterValue.
function ec2Refusal(problem: string): AwsError {
  const name = lowerFirst(/"([^"]+)"/.exec(problem)?.[1] ?? '')
  if (problem.startsWith('Missing required')) {
    return new AwsError('MissingParameter', `The request must contain the parameter ${name}`)
  }
  if (problem.startsWith('Unknown parameter')) {
    return new AwsError('UnknownParameter', `The parameter ${name} is not recognized`)
  }
  return new AwsError('InvalidParameterValue', problem)
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
