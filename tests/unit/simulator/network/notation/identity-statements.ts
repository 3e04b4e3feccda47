import { contract } from '../../../../../simulator/api/contract.ts'
// Handlers are loaded with their models once this has been.
import '../../../../../simulator/services/index.ts'
import type { Statement, World } from './world.ts'

for (const service of ['iam', 'organizations', 's3api', 'dynamodb', 'sqs', 'ssm', 'kms', 'secretsmanager'])
  await contract.need(service)

/**
 * Who may do what: users and roles with their policies, and resources that have policies of their own. A statement of
 * a policy is a clause:
 *
 *   allow s3:GetObject arn:aws:s3:::data/* by 123456789012:user/alice if StringEquals aws:SourceVpce door
 *
 * `by` is for policies of resources and endpoints, `*` is everybody; names behind `if` stand for ids.
 */
export const identityStatements: Readonly<Record<string, Statement>> = {
  /** `user alice | allow s3:GetObject *`: with an access key. */
  user(world, [UserName = ''], clauses) {
    world.call('iam', 'CreateUser', { UserName }, world.where)
    if (clauses.length) putUserPolicy(world, UserName, clauses)
    keep(world, UserName, world.call('iam', 'CreateAccessKey', { UserName }, world.where).AccessKey ?? {})
  },
  /** `user-policy alice | allow s3:* *`: in place of what it had; without clauses it has none. */
  'user-policy': (world, [UserName = ''], clauses) => putUserPolicy(world, UserName, clauses),
  /** `role reader 123456789012 | allow s3:GetObject *`: with a session of it, begun from that account. */
  role(world, [RoleName = '', from = world.where.account], clauses) {
    const AssumeRolePolicyDocument = document(world, [['allow', 'sts:AssumeRole', '-', 'by', `${from}:root`]])
    const { Role } = world.call('iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument }, world.where)
    const PolicyDocument = document(world, clauses)
    if (clauses.length)
      world.call('iam', 'PutRolePolicy', { RoleName, PolicyName: 'own', PolicyDocument }, world.where)
    // The root user may not assume roles.
    const UserName = `${RoleName}-taker`
    const there = { ...world.where, account: from }
    world.call('iam', 'CreateUser', { UserName }, there)
    const may = document(world, [['allow', 'sts:AssumeRole', '*']])
    world.call('iam', 'PutUserPolicy', { UserName, PolicyName: 'own', PolicyDocument: may }, there)
    const as = world.call('iam', 'CreateAccessKey', { UserName }, there).AccessKey ?? {}
    const input = { RoleArn: Role?.Arn ?? '', RoleSessionName: 'session' }
    keep(world, RoleName, world.call('sts', 'AssumeRole', input, { ...there, as }).Credentials ?? {})
  },
  /** `object data key.txt`: in a bucket that is there. */
  object: (world, [Bucket = '', Key = '']) =>
    void world.call('s3api', 'PutObject', { Bucket, Key, Body: new Uint8Array([104, 105]) }, world.where),
  /** `bucket-policy data | allow s3:GetObject arn:aws:s3:::data/* by *` */
  'bucket-policy': (world, [Bucket = ''], clauses) =>
    void world.call('s3api', 'PutBucketPolicy', { Bucket, Policy: document(world, clauses) }, world.where),
  /** `endpoint-policy door | allow s3:GetObject * by *` */
  'endpoint-policy': (world, [endpoint = ''], clauses) =>
    void world.ask(
      'ModifyVpcEndpoint',
      { VpcEndpointId: world.id(endpoint), PolicyDocument: document(world, clauses) },
      world.where,
    ),
  /** `queue jobs | allow sqs:SendMessage * by *`: its name stands for its URL. */
  queue(world, [QueueName = ''], clauses) {
    const { QueueUrl } = world.call('sqs', 'CreateQueue', { QueueName }, world.where)
    world.name(QueueName, QueueUrl)
    if (clauses.length) putQueuePolicy(world, QueueName, clauses)
  },
  /** `queue-policy jobs | allow sqs:SendMessage * by *`: of one that is there. */
  'queue-policy': (world, [QueueName = ''], clauses) => putQueuePolicy(world, QueueName, clauses),
  /** `data-table orders`: in DynamoDB, with the key `id`. */
  'data-table'(world, [TableName = '']) {
    const AttributeDefinitions = [{ AttributeName: 'id', AttributeType: 'S' as const }]
    const KeySchema = [{ AttributeName: 'id', KeyType: 'HASH' as const }]
    const BillingMode = 'PAY_PER_REQUEST' as const
    world.call(
      'dynamodb',
      'CreateTable',
      { TableName, AttributeDefinitions, KeySchema, BillingMode },
      world.where,
    )
    world.pass(60)
  },
  /** `secret db-password` */
  secret: (world, [Name = '']) =>
    void world.call('secretsmanager', 'CreateSecret', { Name, SecretString: 'hush' }, world.where),
  /** `parameter /app/port` */
  parameter: (world, [Name = '']) =>
    void world.call('ssm', 'PutParameter', { Name, Value: '8080', Type: 'String' }, world.where),
  /** `kms-key seal`: its name stands for its id. */
  'kms-key'(world, [name = '']) {
    world.name(name, world.call('kms', 'CreateKey', {}, world.where).KeyMetadata?.KeyId)
  },
  /** `organization 210987654321`: of the account where this is done, with others as members; its id is `org`. */
  organization(world, others) {
    world.call('organizations', 'CreateOrganization', {}, world.where)
    for (const Id of others) {
      const Target = { Id, Type: 'ACCOUNT' as const }
      const { Handshake } = world.call(
        'organizations',
        'InviteAccountToOrganization',
        { Target },
        world.where,
      )
      const there = { ...world.where, account: Id }
      world.call('organizations', 'AcceptHandshake', { HandshakeId: Handshake?.Id ?? '' }, there)
    }
    world.name('org', world.call('organizations', 'DescribeOrganization', {}, world.where).Organization?.Id)
  },
}

type Credentials = { AccessKeyId?: string | undefined; SessionToken?: string | undefined }

const keep = (world: World, name: string, { AccessKeyId, SessionToken }: Credentials): void =>
  void world.known.set(`credentials of ${name}`, JSON.stringify({ AccessKeyId, SessionToken }))

/** Of a user or a role's session; of nobody's name, those of the account's root user. */
export function credentialsOf(world: World, name: string): Credentials {
  const known = world.known.get(`credentials of ${name}`)
  if (known !== undefined) return JSON.parse(known) as Credentials
  if (/^\d{12}$/.test(name)) return { AccessKeyId: `AKIA${name}` }
  throw new Error(`"${name}" is neither a user nor a role nor an account.`)
}

function putUserPolicy(world: World, UserName: string, clauses: readonly (readonly string[])[]): void {
  const policy = { UserName, PolicyName: 'own' }
  if (clauses.length)
    world.call('iam', 'PutUserPolicy', { ...policy, PolicyDocument: document(world, clauses) }, world.where)
  else world.call('iam', 'DeleteUserPolicy', policy, world.where)
}

function putQueuePolicy(world: World, name: string, clauses: readonly (readonly string[])[]): void {
  const Attributes = { Policy: document(world, clauses) }
  world.call('sqs', 'SetQueueAttributes', { QueueUrl: world.id(name), Attributes }, world.where)
}

const document = (world: World, clauses: readonly (readonly string[])[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: clauses.map((clause) => statementOf(world, clause)) })

function statementOf(world: World, [effect, action = '', resource = '', ...rest]: readonly string[]): object {
  const by = rest[0] === 'by' ? rest[1] : undefined
  const condition = rest.includes('if') ? rest.slice(rest.indexOf('if') + 1) : []
  const [operator = '', key = '', ...values] = condition
  return {
    Effect: effect === 'deny' ? 'Deny' : 'Allow',
    Action: action.split(','),
    // A trust policy has no resource.
    ...(resource !== '-' && { Resource: resource.split(',').map((one) => world.id(one)) }),
    ...(by !== undefined && { Principal: by === '*' ? '*' : { AWS: `arn:aws:iam::${by}` } }),
    ...(condition.length && { Condition: { [operator]: { [key]: values.map((value) => world.id(value)) } } }),
  }
}
