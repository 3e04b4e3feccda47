import { AwsError } from '../../api/error.ts'
import { kebab } from '../../api/names.ts'
import type { Store } from '../../kernel/store.ts'
import { faults } from './faults.ts'

/** The refusal of a call that a fault throttles; it is counted, although the call leaves no other trace. */
export function throttledCall(store: Store, service: string, operation: string): AwsError | undefined {
  if (store.size(faults) === 0) return undefined
  const fault = store.get(faults, `api:${service}:${kebab(operation)}`) ?? store.get(faults, `api:${service}`)
  if (!fault) return undefined
  const { CallsLeft } = fault
  if (CallsLeft !== undefined) {
    if (CallsLeft > 1) store.put(faults, { ...fault, CallsLeft: CallsLeft - 1 })
    else store.delete(faults, fault.Target)
  }
  return refusal(service)
}

// EC2 API reference, errors-overview: RequestLimitExceeded is a server error, 503. The other services: common errors
// of the AWS APIs, ThrottlingException; the query services say Throttling, S3 says SlowDown.
function refusal(service: string): AwsError {
  if (service === 'ec2') return new AwsError('RequestLimitExceeded', 'Request limit exceeded.', 503)
  if (service === 's3api') return new AwsError('SlowDown', 'Please reduce your request rate.', 503)
  const isQuery = ['elbv2', 'iam', 'rds', 'route53', 'sns', 'sts'].includes(service)
  return new AwsError(isQuery ? 'Throttling' : 'ThrottlingException', 'Rate exceeded')
}
