import { AwsError } from '../../api/error.ts'
import type { TagRefusals } from '../tag-lists.ts'

// VPC Lattice API reference, "Common error types" of its operations: status and members.

export const notFound = (noun: string, resourceType: string, resourceId: string): AwsError =>
  new AwsError('ResourceNotFoundException', `${noun} ${resourceId} not found`, 404, {
    resourceId,
    resourceType,
  })

export const conflict = (message: string, resourceType: string, resourceId: string): AwsError =>
  new AwsError('ConflictException', message, 409, { resourceId, resourceType })

export const invalid = (message: string, field?: string): AwsError =>
  new AwsError('ValidationException', message, 400, {
    reason: field === undefined ? 'other' : 'fieldValidationFailed',
    ...(field !== undefined && { fieldList: [{ name: field, message }] }),
  })

export const quotaExceeded = (message: string, resourceType: string): AwsError =>
  new AwsError('ServiceQuotaExceededException', message, 402, { resourceType, serviceCode: 'vpc-lattice' })

export const tagRefusals: TagRefusals = {
  reserved: (key) => invalid(`Tag keys must not start with aws: (${key})`, 'tags'),
  tooMany: () => quotaExceeded('A resource can have no more than 50 tags.', 'TAG'),
}
