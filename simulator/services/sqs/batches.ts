import { AwsError } from '../../api/error.ts'
import type { Sqs } from '../../api/generated/types.d.ts'

interface Entry {
  readonly Id: string
}

const wrong = (name: string, message: string) => new AwsError(`AWS.SimpleQueueService.${name}`, message)

/** Does each entry of a batch; what one is refused for does not stop the others. */
export function checkBatch<E extends Entry, R>(
  entries: readonly E[],
  act: (entry: E) => R,
): { Successful: R[]; Failed: Sqs.BatchResultErrorEntry[] } {
  if (!entries.length) {
    throw wrong('EmptyBatchRequest', 'There should be at least one entry in the request.')
  }
  if (entries.length > 10) {
    throw wrong(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    )
  }
  const ids = entries.map(({ Id }) => Id)
  const odd = ids.find((id) => !/^[A-Za-z0-9_-]{1,80}$/.test(id))
  if (odd !== undefined) {
    throw wrong(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    )
  }
  const twice = ids.find((id, i) => ids.indexOf(id) !== i)
  if (twice !== undefined) throw wrong('BatchEntryIdsNotDistinct', `Id ${twice} repeated.`)
  const Successful: R[] = []
  const Failed: Sqs.BatchResultErrorEntry[] = []
  for (const entry of entries) {
    try {
      Successful.push(act(entry))
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message })
    }
  }
  return { Successful, Failed }
}
