import { type Failure, profiles, whoAmI } from './failure.ts'

// Error codes of AWS's services, and of the aws command itself, that need more than a sentence by their form. Several
// services have the same error under different names: they share an entry.

interface AwsErrors extends Failure {
  readonly codes: readonly string[]
}

export const awsErrors: readonly AwsErrors[] = [
  {
    codes: ['AccessDenied', 'AccessDeniedException', 'AuthorizationError'],
    means:
      'The service knows who is calling, and a policy forbids it, or none allows it. The network is well: the request arrived.',
    causes: [
      'The policy of the VPC endpoint that the call came by does not allow the action, the caller or the resource.',
      'The policy of the resource (bucket, queue, key) denies it, often with aws:SourceVpce or aws:SourceVpc.',
      'No identity-based policy of the user or role allows the action; from another account, both sides must allow it.',
      'A service control policy, a permissions boundary or a session policy leaves it out.',
    ],
    look: [
      whoAmI,
      'aws ec2 describe-vpc-endpoints --query "VpcEndpoints[].[VpcEndpointId,PolicyDocument]"',
      'aws s3api get-bucket-policy --bucket BUCKET',
      'aws cloudtrail lookup-events --max-results 5',
    ],
    mend: 'Read the end of the message: "no … policy allows" and "explicit deny in a … policy" name the policy to change. An Allow elsewhere never lifts a Deny.',
    topic: 'PL-TRB-06',
  },
  {
    codes: ['UnauthorizedOperation'],
    means:
      'EC2 knows who is calling, and no policy of theirs allows the operation, or one denies it. It is EC2’s AccessDenied.',
    causes: [
      'No identity-based policy of the user or role allows the action on each resource that it touches.',
      'A service control policy or a permissions boundary leaves it out.',
      'Another action is needed besides: ec2:CreateTags for tags at creation, route53:AssociateVPCWithHostedZone for private DNS.',
      'The profile is not the one that you meant.',
    ],
    look: [
      whoAmI,
      profiles,
      'aws sts decode-authorization-message --encoded-message MESSAGE --query DecodedMessage --output text',
      'aws iam list-attached-role-policies --role-name ROLE',
    ],
    mend: 'Allow the action and the resource that the message names, or call with the profile that may do it (--profile).',
    topic: 'PL-TRB-07',
  },
  {
    codes: ['AuthFailure', 'InvalidClientTokenId', 'UnrecognizedClientException', 'InvalidAccessKeyId'],
    means: 'The service does not know the access key, or the request touches what is another account’s.',
    causes: [
      'The access key is misspelt, was deleted, or is not active.',
      'Keys of a role are used without their session token.',
      'The resource belongs to another account, and only its owner may do this.',
    ],
    look: [profiles, whoAmI, 'env | grep AWS_'],
    mend: 'Use a key that exists, with its session token where it is of a role: variables of the environment go before profiles.',
    topic: 'PL-TRB-07',
  },
  {
    codes: ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired'],
    means: 'The credentials, or the signature, were good once: their time is over.',
    causes: [
      'Temporary credentials of a role were written down, in variables or a profile, and have run out.',
      'The clock of this machine is wrong by more than a few minutes.',
    ],
    look: ['env | grep AWS_', profiles, whoAmI, 'date -u'],
    mend: 'Unset the variables (unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN), or assume the role again. An instance’s own role renews itself.',
    topic: 'PL-TRB-07',
  },
  {
    codes: ['SignatureDoesNotMatch', 'IncompleteSignature', 'InvalidSignatureException'],
    means: 'The access key is known, and the signature was made with another secret, or for another request.',
    causes: [
      'The secret key is misspelt, or belongs to another access key.',
      'Something on the way changed the request: its Host header, path or headers.',
      'It was signed for another Region or service than the endpoint that was called.',
    ],
    look: [profiles, 'env | grep AWS_', 'aws sts get-caller-identity --debug'],
    mend: 'Write key and secret anew, together; and let --region and --endpoint-url name the same Region.',
    topic: 'PL-TRB-07',
  },
  {
    codes: ['MissingAuthenticationToken', 'MissingAuthenticationTokenException', 'NoCredentials'],
    means: 'The request was not signed, because there are no credentials, or because the tool signs nothing.',
    causes: [
      'No profile and no variables are set, and the instance has no role.',
      'curl was used for an AWS API: it signs nothing unless it is told to.',
      'The instance cannot ask for the credentials of its role: its metadata service is turned off.',
    ],
    look: [
      profiles,
      'env | grep AWS_',
      'aws ec2 describe-instances --query "Reservations[].Instances[].[InstanceId,IamInstanceProfile.Arn]"',
    ],
    mend: 'Give the instance a role (an instance profile), or name a profile with --profile.',
    topic: 'PL-TRB-07',
  },
  {
    codes: ['OptInRequired', 'UnsupportedRegion'],
    means: 'The account may not use this service, or this Region, as it stands.',
    causes: [
      'The Region has to be turned on for the account first.',
      'The endpoint is that of another Region.',
    ],
    look: [profiles, 'aws ec2 describe-regions --all-regions'],
    mend: 'Use a Region that is turned on (--region).',
    topic: 'PL-TRB-07',
  },
  {
    codes: ['NoRegion', 'Configuration', 'ParamValidation', 'InvalidConfig'],
    means: 'The aws command itself refuses: nothing was sent.',
    causes: [
      'No Region is set, or there is no profile of that name.',
      'A value does not have the form, or a parameter is missing.',
    ],
    look: [profiles, 'aws configure list-profiles', 'aws SERVICE OPERATION help'],
    mend: 'Name Region and profile (--region, --profile), and give the value the form that the help shows.',
    topic: 'PL-TRB-11',
  },
  {
    codes: ['DryRunOperation'],
    means:
      'No failure: with --dry-run, this says that the caller would have been allowed to do it. Nothing was changed.',
    causes: ['--dry-run was given.'],
    look: [whoAmI],
    mend: 'Leave --dry-run out to do it.',
    topic: 'PL-TRB-07',
  },
  {
    codes: ['DependencyViolation', 'DeleteConflict', 'ResourceInUse', 'ResourceInUseException'],
    means:
      'It cannot be deleted or detached as long as something else stands in it, points at it, or belongs to it.',
    causes: [
      'A subnet or a security group is still used by network interfaces, those of interface endpoints among them.',
      'A security group is named in a rule of another one.',
      'A VPC still holds subnets, gateways or endpoints.',
      'A load balancer is still part of an endpoint service; a target group, of a listener.',
    ],
    look: [
      'aws ec2 describe-network-interfaces --filters Name=group-id,Values=SG --query "NetworkInterfaces[].[NetworkInterfaceId,Description]"',
      'aws ec2 describe-network-interfaces --filters Name=subnet-id,Values=SUBNET --query "NetworkInterfaces[].[NetworkInterfaceId,Description]"',
      'aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=VPC',
    ],
    mend: 'Take away what depends on it first. Deleting an endpoint takes a moment: wait until its interfaces are gone.',
    topic: 'PL-TRB-07',
  },
  {
    codes: ['IncorrectState', 'InvalidState', 'IncorrectInstanceState', 'InvalidStateTransition'],
    means: 'It exists, and is not in a state in which this can be done.',
    causes: [
      'It is still being made or deleted: pending, deleting, modifying.',
      'The machine has to be stopped, or running, for this.',
      'An endpoint connection was already accepted or rejected.',
    ],
    look: [
      'aws ec2 describe-vpc-endpoints --query "VpcEndpoints[].[VpcEndpointId,State]"',
      'aws ec2 describe-instances --query "Reservations[].Instances[].[InstanceId,State.Name]"',
    ],
    mend: 'Wait until it has settled (aws ec2 wait …, or lab skip 2m), or bring it into the state that is asked for.',
    topic: 'PL-TRB-10',
  },
  {
    codes: [
      'InvalidParameterValue',
      'InvalidParameter',
      'InvalidParameterException',
      'ValidationError',
      'ValidationException',
      'InvalidInput',
      'InvalidArgument',
    ],
    means: 'The request was understood, and a value in it cannot be. The message says which one.',
    causes: [
      'Two things are named together that belong to different VPCs, zones or Regions.',
      'An address range has bits behind its mask, overlaps, or lies outside the VPC.',
      'Private DNS is asked for where the VPC’s DNS attributes are off, or where another endpoint has the name already.',
      'The service is not offered in the zone of the subnet.',
    ],
    look: [
      'aws SERVICE OPERATION help',
      'aws ec2 describe-vpc-endpoint-services --service-names SERVICE',
      'aws ec2 describe-vpc-attribute --vpc-id VPC --attribute enableDnsHostnames',
    ],
    mend: 'Change the value that the message names.',
    topic: 'PL-TRB-07',
  },
  {
    codes: [
      'InvalidParameterCombination',
      'UnsupportedOperation',
      'OperationNotPermitted',
      'OperationNotPermittedException',
      'NotImplemented',
    ],
    means: 'Each value is good by itself. Together, or for this kind of thing, they are not allowed.',
    causes: [
      'Two options exclude each other.',
      'The thing is AWS’s own, or another service manages it: network interfaces of endpoints cannot be detached by hand.',
      'Deletion protection is on.',
    ],
    look: [
      'aws SERVICE OPERATION help',
      'aws ec2 describe-network-interfaces --network-interface-ids ENI --query "NetworkInterfaces[].[RequesterManaged,InterfaceType,Description]"',
    ],
    mend: 'Leave one of the two out, or change the thing that it belongs to (the endpoint, not its interface).',
    topic: 'PL-TRB-07',
  },
  {
    codes: ['MissingParameter', 'MissingInput', 'UnknownParameter'],
    means: 'The request lacks something that this operation wants, or has something that it does not know.',
    causes: [
      'An option is needed only in this case: --subnet-ids of an interface endpoint, --route-table-ids of a gateway endpoint.',
      'A variable of the shell was empty.',
    ],
    look: ['aws SERVICE OPERATION help', 'echo "$VARIABLE"'],
    mend: 'Give what the message names; put variables in quotation marks, so that an empty one is seen.',
    topic: 'PL-TRB-07',
  },
  {
    codes: [
      'MalformedPolicyDocument',
      'MalformedPolicyDocumentException',
      'MalformedPolicy',
      'InvalidPolicyDocument',
      'InvalidDocument',
    ],
    means: 'The policy is not JSON, or not a policy.',
    causes: [
      'Quotation marks were taken by the shell: a policy on the command line wants single ones around it.',
      'A statement lacks Effect, Action, Resource or, in a policy of a resource or endpoint, Principal.',
      'The principal does not exist.',
    ],
    look: ['jq . policy.json', 'lab open policy.json'],
    mend: 'Write it into a file, look at it with jq, and pass it as file://policy.json.',
    topic: 'PL-POL-03',
  },
  {
    codes: [
      'RequestLimitExceeded',
      'Throttling',
      'ThrottlingException',
      'TooManyRequestsException',
      'SlowDown',
    ],
    means: 'Too many calls came in too short a time. Nothing is wrong with the call itself.',
    causes: [
      'A loop calls without a pause.',
      'Many calls describe one thing each, where one call could describe all.',
    ],
    look: ['aws cloudtrail lookup-events --max-results 5'],
    mend: 'Wait longer each time and call again; AWS_MAX_ATTEMPTS and AWS_RETRY_MODE=adaptive let the command do so. Filter in one call.',
    topic: 'PL-TRB-09',
  },
  {
    codes: [
      'Unavailable',
      'ServiceUnavailable',
      'ServiceUnavailableException',
      'InternalError',
      'InternalFailure',
      'InternalServerError',
    ],
    means: 'The service could not do it at the moment. The request itself may be right.',
    causes: [
      'A fault at the service: in this lab, one that was struck on purpose.',
      'Something that was just made is not known everywhere yet.',
    ],
    look: ['lab fault', 'lab timeline'],
    mend: 'Call again a little later.',
    topic: 'PL-TRB-09',
  },
  {
    codes: ['InvalidVpcEndpointId.NotFound', 'InvalidVpcEndpoint.NotFound', 'InvalidVpcEndpointId.Malformed'],
    means: 'There is no VPC endpoint of this id in this account and Region.',
    causes: [
      'The endpoint is in another Region, or another account owns it.',
      'It was deleted, or has expired and was removed.',
      'The id is that of something else: vpce-svc-… is the endpoint service, com.amazonaws.… its name.',
    ],
    look: [
      'aws ec2 describe-vpc-endpoints --query "VpcEndpoints[].[VpcEndpointId,ServiceName,State]"',
      profiles,
    ],
    mend: 'Take the id from describe-vpc-endpoints, with the profile and Region of whoever owns the endpoint.',
    topic: 'PL-TRB-07',
  },
  {
    codes: [
      'InvalidServiceName',
      'InvalidVpcEndpointServiceId.NotFound',
      'InvalidVpcEndpointService.NotFound',
    ],
    means: 'There is no endpoint service of this name that this account may see here.',
    causes: [
      'The provider has not added this account to the service’s permissions: what one may not use does not exist.',
      'The name is of another Region; without --service-region a name is looked for in the own one.',
      'The name is misspelt: com.amazonaws.REGION.SERVICE of AWS, com.amazonaws.vpce.REGION.vpce-svc-… of others.',
    ],
    look: [
      'aws ec2 describe-vpc-endpoint-services --query "ServiceNames"',
      'aws ec2 describe-vpc-endpoint-service-permissions --service-id SERVICE --profile PROVIDER',
    ],
    mend: 'Let the provider allow the account: aws ec2 modify-vpc-endpoint-service-permissions --service-id … --add-allowed-principals ARN.',
    topic: 'PL-TRB-07',
  },
  {
    codes: ['IdempotentParameterMismatch', 'IdempotentParameterMismatchException'],
    means: 'A request with the same client token was made before, and asked for something else.',
    causes: ['--client-token names a token that was used already; scripts often have one written into them.'],
    look: ['lab timeline'],
    mend: 'Leave --client-token out, or use a new token for each thing that is made.',
    topic: 'PL-TRB-07',
  },
  {
    codes: ['DuplicateSubnetsInSameZone'],
    means: 'Two of the subnets are in the same Availability Zone, and only one for each zone can be used.',
    causes: ['The subnets differ in their purpose, not in their zone.'],
    look: [
      'aws ec2 describe-subnets --query "Subnets[].[SubnetId,AvailabilityZone,CidrBlock]" --output text',
    ],
    mend: 'Name one subnet for each zone.',
    topic: 'PL-ENI-01',
  },
  {
    codes: ['InvalidVpcEndpointType'],
    means: 'The service does not offer endpoints of this type.',
    causes: [
      'Gateway endpoints are for S3 and DynamoDB alone.',
      '--vpc-endpoint-type was left out: then it is Gateway.',
    ],
    look: [
      'aws ec2 describe-vpc-endpoint-services --service-names SERVICE --query "ServiceDetails[].ServiceType"',
    ],
    mend: 'Say --vpc-endpoint-type Interface, or whichever the service has.',
    topic: 'PL-EPT-01',
  },
  {
    codes: ['ExistingVpcEndpointConnections'],
    means: 'The endpoint service still has consumers, and is not deleted under them.',
    causes: ['Endpoints of consumers are available, or wait to be accepted.'],
    look: ['aws ec2 describe-vpc-endpoint-connections --filters Name=service-id,Values=SERVICE'],
    mend: 'Reject the connections first: aws ec2 reject-vpc-endpoint-connections.',
    topic: 'PL-TRB-10',
  },
  {
    codes: ['RouteAlreadyExists', 'Resource.AlreadyAssociated'],
    means:
      'The table has a route for exactly this destination already, or the two things are tied together already.',
    causes: [
      'A gateway endpoint of the same service is in the table.',
      'The route was made before, with another target.',
    ],
    look: ['aws ec2 describe-route-tables --route-table-ids TABLE --query "RouteTables[].Routes"'],
    mend: 'Change the route that is there: aws ec2 replace-route; or take the other association away first.',
    topic: 'PL-VPC-03',
  },
  {
    codes: ['RouteNotSupported'],
    means: 'What is named cannot be the target of this route.',
    causes: [
      'Only Gateway Load Balancer endpoints are targets of routes: interface endpoints are called by name, gateway endpoints make their routes themselves.',
    ],
    look: ['aws ec2 describe-vpc-endpoints --query "VpcEndpoints[].[VpcEndpointId,VpcEndpointType]"'],
    mend: 'Name the route tables at the gateway endpoint (modify-vpc-endpoint --add-route-table-ids), or call the interface endpoint by its name.',
    topic: 'PL-OVR-09',
  },
  {
    codes: ['InvalidVpc.Range', 'InvalidSubnet.Range', 'InvalidSubnet.Conflict', 'InvalidSubnet'],
    means:
      'The address range cannot be: it lies outside, overlaps another one, or is too large, too small or too full.',
    causes: [
      'A subnet must lie within the VPC and beside its other subnets.',
      'Masks go from /16 to /28.',
      'A load balancer wants eight free addresses in each subnet.',
    ],
    look: [
      'aws ec2 describe-subnets --query "Subnets[].[SubnetId,CidrBlock,AvailableIpAddressCount]" --output text',
      'aws ec2 describe-vpcs --query "Vpcs[].[VpcId,CidrBlock]" --output text',
    ],
    mend: 'Choose a range that is free in the VPC.',
    topic: 'PL-VPC-02',
  },
  {
    codes: ['InvalidPermission.Duplicate', 'InvalidPermission.NotFound'],
    means: 'The rule is in the security group already; or is not, and cannot be taken away.',
    causes: [
      'Protocol, ports or source differ a little from the rule that is there.',
      'The rule is one of the other direction.',
    ],
    look: ['aws ec2 describe-security-group-rules --filters Name=group-id,Values=SG'],
    mend: 'Take rules away by their id: revoke-security-group-ingress --security-group-rule-ids.',
    topic: 'PL-SG-01',
  },
  {
    codes: ['NoSuchBucket', 'NoSuchKey', 'NotFound'],
    means: 'S3 was reached, and has no bucket, or no object, of this name.',
    causes: [
      'The name is misspelt, or its letters differ in size.',
      'Without the right to list the bucket, S3 says AccessDenied instead.',
    ],
    look: ['aws s3 ls', 'aws s3 ls s3://BUCKET/'],
    mend: 'Ask for a name that is there.',
    topic: 'PL-TRB-11',
  },
  {
    codes: [
      'PermanentRedirect',
      'AuthorizationHeaderMalformed',
      'IllegalLocationConstraintException',
      'InvalidLocationConstraint',
    ],
    means: 'The bucket is in another Region than the endpoint that was called.',
    causes: [
      'The profile’s Region is not the bucket’s.',
      'An endpoint for S3 leads to its own Region alone: a bucket elsewhere needs another way.',
    ],
    look: ['aws s3api get-bucket-location --bucket BUCKET', profiles],
    mend: 'Call with --region REGION of the bucket, by a way that leads there.',
    topic: 'PL-S3-04',
  },
  {
    codes: ['BucketNotEmpty'],
    means: 'The bucket still holds objects, or versions of them.',
    causes: ['Objects are in it; with versioning, deleted ones too.'],
    look: ['aws s3 ls s3://BUCKET --recursive', 'aws s3api list-object-versions --bucket BUCKET'],
    mend: 'aws s3 rm s3://BUCKET --recursive, or aws s3 rb --force.',
    topic: 'PL-TRB-07',
  },
  {
    codes: ['TargetNotConnected', 'InvalidInstanceId'],
    means: 'Systems Manager does not know the machine: its agent could not sign in.',
    causes: [
      'The instance has no role with the policy AmazonSSMManagedInstanceCore.',
      'It has no way to the endpoints ssm and ssmmessages: no interface endpoints, or ones whose security group does not admit it, and no internet.',
      'The machine is stopped.',
    ],
    look: [
      'aws ssm describe-instance-information',
      'aws ec2 describe-vpc-endpoints --query "VpcEndpoints[].[ServiceName,State]"',
      'lab on HOST curl -m 5 -sv https://ssm.REGION.amazonaws.com',
    ],
    mend: 'Give it the role, and interface endpoints for ssm and ssmmessages with private DNS; then wait a minute.',
    topic: 'PL-TRB-11',
  },
  {
    codes: ['InvalidChangeBatch'],
    means: 'One change of the batch cannot be done, so that none was.',
    causes: [
      'CREATE of a record that exists, or DELETE of one that differs from what is there.',
      'A CNAME beside other records, or at the top of the zone.',
    ],
    look: ['aws route53 list-resource-record-sets --hosted-zone-id ZONE'],
    mend: 'Use UPSERT, and an alias record at the top of the zone.',
    topic: 'PL-DNS-09',
  },
]
