import { operators } from '../../policy/operators/index.ts'

// What can stand in a policy. IAM user guide, reference_policies_elements and reference_policies_condition-keys.

export interface Word {
  readonly name: string
  readonly means: string
}

const words = (lines: string): readonly Word[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', ...means] = line.trim().split(' ')
      return { name, means: means.join(' ') }
    })

export const documentElements = words(`
  Version the policy language: 2012-10-17
  Id a name for the whole policy
  Statement what is allowed and denied`)

export const statementElements = words(`
  Sid a name for the statement
  Effect Allow or Deny; Deny always wins
  Principal who it is about: in policies of resources, roles and endpoints
  NotPrincipal everybody but these; only with Deny
  Action what is done
  NotAction everything but these actions
  Resource to which resources
  NotResource to all resources but these
  Condition when it holds`)

export const principalElements = words(`
  AWS accounts, users, roles: ARNs or account ids
  Service services of AWS
  Federated identity providers
  CanonicalUser canonical ids of accounts, in S3`)

export const conditionOperators: readonly string[] = [...operators.keys(), 'Null']

/** The condition keys of all services. */
export const globalKeys = words(`
  aws:CalledVia services that pass the request on
  aws:CurrentTime the time, as ISO 8601
  aws:EpochTime the time, in seconds since 1970
  aws:MultiFactorAuthAge seconds since the second factor
  aws:MultiFactorAuthPresent whether there was a second factor
  aws:PrincipalAccount the account of whoever asks
  aws:PrincipalArn the user or role that asks
  aws:PrincipalIsAWSService whether a service of AWS asks
  aws:PrincipalOrgID the organization of whoever asks
  aws:PrincipalOrgPaths where in the organization that is
  aws:PrincipalServiceName the service that asks
  aws:PrincipalTag/ a tag of whoever asks
  aws:PrincipalType what kind of principal asks
  aws:RequestedRegion the Region that is asked
  aws:RequestTag/ a tag that the request would set
  aws:ResourceAccount the account that owns the resource
  aws:ResourceOrgID the organization that owns the resource
  aws:ResourceOrgPaths where in the organization that is
  aws:ResourceTag/ a tag of the resource
  aws:SecureTransport whether the request came by TLS
  aws:SourceAccount for which account a service asks
  aws:SourceArn for which resource a service asks
  aws:SourceIp the public address that asks; never there through a VPC endpoint
  aws:SourceOrgID for which organization a service asks
  aws:SourceVpc the VPC that asks; only there through a VPC endpoint
  aws:SourceVpcArn the same as an ARN, where the service has it
  aws:SourceVpce the VPC endpoint that the request came through
  aws:TagKeys names of tags in the request
  aws:TokenIssueTime when the session began
  aws:UserAgent the program that asks
  aws:userid the unique id of whoever asks
  aws:username the user that asks
  aws:ViaAWSService whether a service passes the request on
  aws:VpceAccount the account that owns the endpoint
  aws:VpceOrgID the organization that owns the endpoint
  aws:VpceOrgPaths where in the organization that is
  aws:VpcSourceIp the private address that asks; only there through a VPC endpoint`)

/** Condition keys of single services. Service authorization reference. */
export const serviceKeys = words(`
  ec2:ResourceTag/ a tag of the resource
  ec2:VpceServiceName the service that an endpoint leads to
  ec2:Vpc the ARN of the VPC
  ec2:CreateAction what creates the thing that is tagged
  iam:PassedToService the service that the role is handed to
  kms:ViaService the service that uses the key for somebody
  kms:CallerAccount the account of whoever asks
  kms:GrantIsForAWSResource whether a service makes the grant
  s3:prefix what listed keys begin with
  s3:delimiter how listed keys are grouped
  s3:max-keys how many keys are listed
  s3:ResourceAccount the account that owns the bucket
  s3:x-amz-acl the access control list that is set
  s3:x-amz-server-side-encryption how an object is encrypted
  s3:DataAccessPointArn the access point that is used
  s3:TlsVersion the version of TLS
  secretsmanager:VersionStage the stage of the version
  sts:ExternalId the external id of the request
  sts:RoleSessionName the name of the session`)

/** Services that policies commonly name as principals. */
export const servicePrincipals: readonly string[] = [
  ...['cloudtrail', 'config', 'delivery.logs', 'ec2', 'ecs-tasks', 'events', 'lambda', 'logging.s3', 'logs'],
  ...['monitoring', 'rds', 's3', 'sns', 'sqs', 'ssm', 'vpc-flow-logs', 'vpc-lattice'],
].map((name) => `${name}.amazonaws.com`)
