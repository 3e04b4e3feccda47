import type { ErrorAnswer, Response } from '../api/request.ts'
import type { CliHost } from './host.ts'

export interface Attempted {
  readonly response: Response
  /** How often it was sent again before the limit stopped it; undefined when nothing asked for more. */
  readonly exhausted: number | undefined
}

const throttlings = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottledException',
  'TooManyRequestsException',
  'ProvisionedThroughputExceededException',
  'TransactionInProgressException',
  'RequestLimitExceeded',
  'BandwidthLimitExceeded',
  'LimitExceededException',
  'RequestThrottled',
  'SlowDown',
  'PriorRequestNotComplete',
  'EC2ThrottledException',
])
const passing = new Set(['RequestTimeout', 'RequestTimeoutException', 'InternalError'])
const passingStatus = new Set([500, 502, 503, 504])

/**
 * Sends, and sends again what may succeed later, as the standard retry mode does (AWS SDKs and Tools
 * Reference Guide, "Retry behavior"): three attempts, each pause about twice the one before.
 */
export function sendWithRetries(send: () => Response, maxAttempts: number, host: CliHost): Attempted {
  for (let attempt = 1; ; attempt++) {
    const response = send()
    if (!mayPass(response)) return { response, exhausted: undefined }
    if (attempt >= maxAttempts) return { response, exhausted: attempt - 1 }
    host.sleep(Math.min(2 ** (attempt - 1), 20) / 2)
  }
}

function mayPass(response: Response): boolean {
  if ('unreachable' in response) return true
  return 'error' in response && isPassing(response.error)
}

function isPassing({ code, status }: ErrorAnswer): boolean {
  return throttlings.has(code) || passing.has(code) || passingStatus.has(status)
}
