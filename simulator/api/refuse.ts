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
  if (service === 'ec2') refuseEmpty(shape, input as Readonly<Record<string, unknown>>)
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
  fault: 'ValidationException',
  host: 'ValidationException',
  iam: 'ValidationError',
  kms: 'ValidationException',
  logs: 'InvalidParameterException',
  onprem: 'ValidationException',
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
    return missing(name)
  }
  if (problem.startsWith('Unknown parameter')) {
    return new AwsError('UnknownParameter', `The parameter ${name} is not recognized`)
  }
  return new AwsError('InvalidParameterValue', problem)
}

/**
 * To EC2 an id that is empty was not sent (github.com/aws/aws-sdk-java, issue 1131): a variable that was never set is
 * the usual cause. A list has the name of its items: InstanceId. What else a resource is made of is its handler's.
 */
function refuseEmpty(
  { name: shape, members }: StructureShape,
  input: Readonly<Record<string, unknown>>,
): void {
  for (const { name, required } of members.values()) {
    const value = input[name]
    if (required && value === '' && name.endsWith('Id')) throw missing(lowerFirst(name))
    if (!Array.isArray(value) || !name.endsWith('Ids')) continue
    const isWhatItIsAbout = new RegExp(`${name.slice(0, -3)}s(Request|Input)?$`).test(shape)
    const isEmpty = required && value.length === 0 && !shape.startsWith('Create')
    if (isEmpty || (isWhatItIsAbout && value.includes(''))) throw missing(name.slice(0, -1))
  }
}

const missing = (name: string) =>
  new AwsError('MissingParameter', `The request must contain the parameter ${name}`)

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
