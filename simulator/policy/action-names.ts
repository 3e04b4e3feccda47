// Which IAM actions an operation asks for. Almost always the operation's own name behind the service's prefix;
// this file holds the rest. Service authorization reference, "Actions, resources, and condition keys".

/** By the CLI's name of the service, where the prefix is another. */
const prefixes: ReadonlyMap<string, string> = new Map([
  ['elbv2', 'elasticloadbalancing'],
  ['s3api', 's3'],
  ['s3control', 's3'],
  ['configservice', 'config'],
  ['service-quotas', 'servicequotas'],
])

/** Services of this simulation that are not AWS's and know no permissions. */
const unguarded: ReadonlySet<string> = new Set(['onprem', 'host', 'fault'])

// STS API reference, GetCallerIdentity and GetSessionToken: no permissions are required.
const open: ReadonlySet<string> = new Set(['sts:GetCallerIdentity', 'sts:GetSessionToken'])

/** One line per operation whose actions have other names: `Operation Action…`, with a prefix where it is another. */
const renamed: Readonly<Record<string, string>> = {
  // S3 user guide, using-with-s3-policy-actions
  s3: `
    CompleteMultipartUpload PutObject
    CopyObject PutObject
    CreateMultipartUpload PutObject
    CreateSession s3express:CreateSession
    DeleteBucketAnalyticsConfiguration PutAnalyticsConfiguration
    DeleteBucketCors PutBucketCORS
    DeleteBucketEncryption PutEncryptionConfiguration
    DeleteBucketIntelligentTieringConfiguration PutIntelligentTieringConfiguration
    DeleteBucketInventoryConfiguration PutInventoryConfiguration
    DeleteBucketLifecycle PutLifecycleConfiguration
    DeleteBucketMetricsConfiguration PutMetricsConfiguration
    DeleteBucketOwnershipControls PutBucketOwnershipControls
    DeleteBucketReplication PutReplicationConfiguration
    DeleteBucketTagging PutBucketTagging
    DeleteObjects DeleteObject
    DeletePublicAccessBlock PutBucketPublicAccessBlock
    GetBucketAccelerateConfiguration GetAccelerateConfiguration
    GetBucketAnalyticsConfiguration GetAnalyticsConfiguration
    GetBucketCors GetBucketCORS
    GetBucketEncryption GetEncryptionConfiguration
    GetBucketIntelligentTieringConfiguration GetIntelligentTieringConfiguration
    GetBucketInventoryConfiguration GetInventoryConfiguration
    GetBucketLifecycle GetLifecycleConfiguration
    GetBucketLifecycleConfiguration GetLifecycleConfiguration
    GetBucketMetricsConfiguration GetMetricsConfiguration
    GetBucketNotificationConfiguration GetBucketNotification
    GetBucketReplication GetReplicationConfiguration
    GetObjectAttributes GetObject GetObjectAttributes
    GetObjectLockConfiguration GetBucketObjectLockConfiguration
    GetPublicAccessBlock GetBucketPublicAccessBlock
    HeadBucket ListBucket
    HeadObject GetObject
    ListBucketAnalyticsConfigurations GetAnalyticsConfiguration
    ListBucketIntelligentTieringConfigurations GetIntelligentTieringConfiguration
    ListBucketInventoryConfigurations GetInventoryConfiguration
    ListBucketMetricsConfigurations GetMetricsConfiguration
    ListBuckets ListAllMyBuckets
    ListDirectoryBuckets s3express:ListAllMyDirectoryBuckets
    ListMultipartUploads ListBucketMultipartUploads
    ListObjectVersions ListBucketVersions
    ListObjects ListBucket
    ListObjectsV2 ListBucket
    ListParts ListMultipartUploadParts
    PutBucketAccelerateConfiguration PutAccelerateConfiguration
    PutBucketAnalyticsConfiguration PutAnalyticsConfiguration
    PutBucketCors PutBucketCORS
    PutBucketEncryption PutEncryptionConfiguration
    PutBucketIntelligentTieringConfiguration PutIntelligentTieringConfiguration
    PutBucketInventoryConfiguration PutInventoryConfiguration
    PutBucketLifecycle PutLifecycleConfiguration
    PutBucketLifecycleConfiguration PutLifecycleConfiguration
    PutBucketMetricsConfiguration PutMetricsConfiguration
    PutBucketNotificationConfiguration PutBucketNotification
    PutBucketReplication PutReplicationConfiguration
    PutObjectLockConfiguration PutBucketObjectLockConfiguration
    PutPublicAccessBlock PutBucketPublicAccessBlock
    SelectObjectContent GetObject
    UploadPart PutObject
    UploadPartCopy PutObject
    WriteGetObjectResponse s3-object-lambda:WriteGetObjectResponse`,
  s3control: `
    CreateBucket s3-outposts:CreateBucket
    DeleteBucket s3-outposts:DeleteBucket
    DeleteBucketLifecycleConfiguration s3-outposts:PutLifecycleConfiguration
    DeleteBucketPolicy s3-outposts:DeleteBucketPolicy
    DeleteBucketReplication s3-outposts:PutReplicationConfiguration
    DeleteBucketTagging s3-outposts:PutBucketTagging
    DeletePublicAccessBlock PutAccountPublicAccessBlock
    GetBucket s3-outposts:GetBucket
    GetBucketLifecycleConfiguration s3-outposts:GetLifecycleConfiguration
    GetBucketPolicy s3-outposts:GetBucketPolicy
    GetBucketReplication s3-outposts:GetReplicationConfiguration
    GetBucketTagging s3-outposts:GetBucketTagging
    GetBucketVersioning s3-outposts:GetBucketVersioning
    GetPublicAccessBlock GetAccountPublicAccessBlock
    ListRegionalBuckets s3-outposts:ListRegionalBuckets
    PutBucketLifecycleConfiguration s3-outposts:PutLifecycleConfiguration
    PutBucketPolicy s3-outposts:PutBucketPolicy
    PutBucketReplication s3-outposts:PutReplicationConfiguration
    PutBucketTagging s3-outposts:PutBucketTagging
    PutBucketVersioning s3-outposts:PutBucketVersioning
    PutPublicAccessBlock PutAccountPublicAccessBlock`,
  sqs: `
    ChangeMessageVisibilityBatch ChangeMessageVisibility
    DeleteMessageBatch DeleteMessage
    SendMessageBatch SendMessage`,
  sns: `
    PublishBatch Publish`,
  dynamodb: `
    TransactGetItems GetItem`,
  // KMS developer guide, kms-api-permissions-reference
  kms: `
    ReEncrypt ReEncryptFrom ReEncryptTo`,
}

/** S3's actions on objects when the request names a version. */
const ofVersions: ReadonlyMap<string, string> = new Map(
  [
    ...['GetObject', 'GetObjectAcl', 'GetObjectAttributes', 'GetObjectTagging', 'GetObjectTorrent'],
    ...['DeleteObject', 'DeleteObjectTagging', 'PutObjectAcl', 'PutObjectTagging'],
  ].map((name) => [name, name.replace('Object', 'ObjectVersion')]),
)

/** Operations whose actions follow from what they are asked to do. */
const byInput: Readonly<Record<string, (input: Input) => readonly string[]>> = {
  // DynamoDB developer guide, transaction-apis-iam and ql-iam
  'dynamodb:ExecuteStatement': (input) => [partiQlAction(input)],
  'dynamodb:BatchExecuteStatement': (input) => recordsIn(input['Statements']).map(partiQlAction),
  'dynamodb:ExecuteTransaction': (input) => recordsIn(input['TransactStatements']).map(partiQlAction),
  'dynamodb:TransactWriteItems': (input) =>
    recordsIn(input['TransactItems']).flatMap((item) =>
      Object.keys(item).map((kind) => (kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`)),
    ),
}

type Input = Readonly<Record<string, unknown>>

function partiQlAction({ Statement: text }: Input): string {
  const [, verb = ''] = /^\s*(insert|update|delete)\b/i.exec(typeof text === 'string' ? text : '') ?? []
  return `PartiQL${verb ? verb[0]!.toUpperCase() + verb.slice(1).toLowerCase() : 'Select'}`
}

const recordsIn = (list: unknown): Input[] =>
  Array.isArray(list) ? list.filter((item): item is Input => typeof item === 'object' && item !== null) : []

const table: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map(
  Object.entries(renamed).map(([service, lines]) => [
    service,
    new Map(
      lines
        .trim()
        .split('\n')
        .map((line) => {
          const [operation = '', ...actions] = line.trim().split(' ')
          return [operation, actions]
        }),
    ),
  ]),
)

/** The service's prefix in actions: `elasticloadbalancing` for `elbv2`. */
export const actionPrefix = (service: string): string => prefixes.get(service) ?? service

/**
 * The actions that the caller of an operation must be allowed, all of them; none for what everybody may do. What else
 * a call touches (a tag on creation, a role that is passed on) is the operation's to add.
 */
export function actionsFor(service: string, operation: string, input: Input = {}): string[] {
  if (unguarded.has(service)) return []
  const prefix = actionPrefix(service)
  const isControl = service === 's3control'
  const names = byInput[`${prefix}:${operation}`]?.(input) ??
    table.get(isControl ? service : prefix)?.get(operation) ?? [operation]
  const isVersioned = prefix === 's3' && !isControl && input['VersionId'] !== undefined
  const actions = names
    .map((name) => (isVersioned && ofVersions.get(name)) || name)
    .map((name) => (name.includes(':') ? name : `${prefix}:${name}`))
  return [...new Set(actions)].filter((action) => !open.has(action))
}
