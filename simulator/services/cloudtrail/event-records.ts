import type { Principal } from '../../world/accounts.ts'
import { signingScope } from '../../world/catalogue/endpoints.ts'
import type { LedgerEntry } from '../../world/ledger.ts'
import { workstation } from '../../world/workstation.ts'
import { requestParameters, responseElements } from './event-parameters.ts'

// One line of the ledger as CloudTrail records it (CloudTrail user guide, cloudtrail-event-reference-record-contents).

export const eventSource = ({ service, region }: LedgerEntry): string =>
  `${signingScope(service, region).name}.amazonaws.com`

/** CloudTrail's `readOnly`: nothing changes at AWS by the call. */
export const isReadOnly = ({ operation }: LedgerEntry): boolean =>
  /^(Describe|Get|List|Search|Lookup|Head|Assume|Simulate|Discover|Filter|Select|Batch(Get|Check)|Test)/.test(
    operation,
  )

/** What CloudTrail calls the user name, which a root user and a session have too. */
export function userName({ principal }: LedgerEntry): string | undefined {
  if (!principal) return undefined
  return principal.type === 'root' ? 'root' : lastPart(principal.arn)
}

const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)

/** Seconds are as fine as CloudTrail's times get. */
export const eventTime = ({ at }: LedgerEntry): string => `${new Date(at).toISOString().slice(0, 19)}Z`

/** The JSON text that `lookup-events` gives as `CloudTrailEvent`. */
export function eventRecord(entry: LedgerEntry): string {
  const { principal, service, error, origin } = entry
  return JSON.stringify({
    eventVersion: '1.11',
    userIdentity: principal && userIdentity(principal, entry.accessKeyId),
    eventTime: eventTime(entry),
    eventSource: eventSource(entry),
    eventName: entry.operation,
    awsRegion: entry.region,
    sourceIPAddress: origin?.sourceIp ?? workstation.sourceIp,
    userAgent: origin?.userAgent ?? workstation.userAgent,
    // EC2 puts the side at fault in front of its codes; no other service does.
    ...(error && {
      errorCode: service === 'ec2' ? `Client.${error.code}` : error.code,
      errorMessage: error.message,
    }),
    requestParameters: requestParameters(entry),
    responseElements: responseElements(entry),
    requestID: origin?.requestId ?? requestIdOf(entry.eventId),
    eventID: entry.eventId,
    readOnly: isReadOnly(entry),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: principal?.account,
    // The same page: both are there only for calls through a VPC endpoint.
    vpcEndpointId: origin?.vpcEndpointId,
    vpcEndpointAccountId: origin?.vpcEndpointAccountId,
    eventCategory: 'Management',
  })
}

/**
 * The same call as the owner of the endpoint that it came through sees it, where its trail records network activity
 * (CloudTrail user guide, logging-network-events-with-cloudtrail): of strangers only the account, and of refusals only
 * that the endpoint's policy refused.
 */
export function networkActivityRecord(entry: LedgerEntry): string {
  const { principal, origin } = entry
  const owner = origin?.vpcEndpointAccountId
  const isOwn = principal?.account === owner
  return JSON.stringify({
    eventVersion: '1.09',
    userIdentity:
      principal && (isOwn ? userIdentity(principal, entry.accessKeyId) : strangerIdentity(entry, principal)),
    eventTime: eventTime(entry),
    eventSource: eventSource(entry),
    eventName: entry.operation,
    awsRegion: entry.region,
    sourceIPAddress: origin?.sourceIp,
    ...(deniedByEndpoint(entry) && {
      errorCode: 'VpceAccessDenied',
      errorMessage: 'The request was denied due to a VPC endpoint policy',
    }),
    requestID: origin?.requestId ?? requestIdOf(entry.eventId),
    eventID: requestIdOf(requestIdOf(entry.eventId)),
    eventType: 'AwsVpceEvent',
    recipientAccountId: owner,
    sharedEventID: entry.eventId,
    vpcEndpointId: origin?.vpcEndpointId,
    vpcEndpointAccountId: owner,
    eventCategory: 'NetworkActivity',
  })
}

const strangerIdentity = ({ accessKeyId }: LedgerEntry, { userId, account }: Principal): object => ({
  type: 'AWSAccount',
  principalId: accessKeyId ?? userId,
  accountId: account,
})

/** Messages of refusals name the policy that refused. */
export const deniedByEndpoint = ({ error }: LedgerEntry): boolean =>
  error !== undefined && /VPC endpoint policy/i.test(error.message)

/** Where the caller knows no request id, one that belongs to the event and looks like one is as good. */
export const requestIdOf = (eventId: string): string =>
  [...eventId].map((digit) => (digit === '-' ? '-' : ((parseInt(digit, 16) + 7) % 16).toString(16))).join('')

// The same guide, cloudtrail-event-reference-user-identity.
function userIdentity(principal: Principal, accessKeyId: string | undefined): object {
  const common = {
    principalId: principal.userId,
    arn: principal.arn,
    accountId: principal.account,
    accessKeyId,
  }
  const { session } = principal
  switch (principal.type) {
    case 'root':
      return { type: 'Root', ...common }
    case 'user':
      return { type: 'IAMUser', ...common, userName: lastPart(principal.arn) }
    case 'anonymous':
      return { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' }
    case 'federated-user':
      return { type: 'FederatedUser', ...common }
    case 'assumed-role':
      return {
        type: 'AssumedRole',
        ...common,
        ...(session && {
          sessionContext: {
            ...(session.roleArn !== undefined && {
              sessionIssuer: {
                type: 'Role',
                principalId: session.identity,
                arn: session.roleArn,
                accountId: session.roleArn.split(':')[4],
                userName: lastPart(session.roleArn),
              },
            }),
            attributes: {
              creationDate: `${new Date(session.issuedAt).toISOString().slice(0, 19)}Z`,
              mfaAuthenticated: 'false',
            },
          },
        }),
      }
  }
}
