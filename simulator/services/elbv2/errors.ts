import { AwsError } from '../../api/error.ts'

// Elastic Load Balancing API reference (2015-12-01), "Errors" of each action, for the codes. The texts are AWS's where
// somebody has quoted them, and follow the reference's sentences where nobody has.

export const validationError = (message: string) => new AwsError('ValidationError', message)

export const invalidConfiguration = (message: string) => new AwsError('InvalidConfigurationRequest', message)

export const resourceInUse = (message: string) => new AwsError('ResourceInUse', message)

export const notPermitted = (message: string) => new AwsError('OperationNotPermitted', message)

export const loadBalancersNotFound = () =>
  new AwsError('LoadBalancerNotFound', 'One or more load balancers not found')

export const loadBalancerNotFound = () =>
  new AwsError('LoadBalancerNotFound', 'The specified load balancer does not exist.')

export const targetGroupNotFound = () =>
  new AwsError('TargetGroupNotFound', 'One or more target groups not found')

export const listenerNotFound = () => new AwsError('ListenerNotFound', 'One or more listeners not found')

export const ruleNotFound = () => new AwsError('RuleNotFound', 'One or more rules not found')

/** AWS gives these codes for quotas; the words follow the API reference's. */
export const tooMany = (code: string, what: string) =>
  new AwsError(code, `The maximum number of ${what} has been reached.`)
