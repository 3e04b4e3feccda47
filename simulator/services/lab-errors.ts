import { AwsError } from '../api/error.ts'

// How the lab's own services refuse. They are no AWS's, so the words are ours.

export const notFound = (message: string) => new AwsError('NotFound', message, 404)
export const invalid = (message: string) => new AwsError('InvalidValue', message)
export const inUse = (message: string) => new AwsError('InUse', message, 409)
export const alreadyThere = (message: string) => new AwsError('AlreadyExists', message, 409)
