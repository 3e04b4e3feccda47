import { AwsError } from '../../api/error.ts'

/** What EC2 answers to nearly everything that is wrong with an endpoint: the code has no `Value` behind it here. */
export const badEndpoint = (message: string) => new AwsError('InvalidParameter', message)

/** A wrong name, another Region and a missing permission look the same from outside. */
export const noSuchServiceName = (name: string) =>
  new AwsError('InvalidServiceName', `The Vpc Endpoint Service '${name}' does not exist`)

export const noSuchEndpoint = (id: string) =>
  new AwsError('InvalidVpcEndpointId.NotFound', `The Vpc Endpoint Id '${id}' does not exist`)

export const noSuchService = (id: string) =>
  new AwsError('InvalidVpcEndpointServiceId.NotFound', `The VpcEndpointService Id '${id}' does not exist`)

/** One thing of a list that could not be done, while the call as a whole succeeds. */
export const unsuccessful = (ResourceId: string, { code, message }: AwsError) => ({
  Error: { Code: code, Message: message },
  ResourceId,
})
