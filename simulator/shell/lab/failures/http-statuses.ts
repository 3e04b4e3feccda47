import type { Failure } from './failure.ts'

// HTTP statuses that a learner meets. The network is well wherever there is one: somebody answered.

export const httpStatuses: Readonly<Record<string, { readonly words: string; readonly failure: Failure }>> = {
  '301': {
    words: 'Moved Permanently',
    failure: {
      means:
        'What was asked for is elsewhere. Of S3: the bucket is in another Region than the endpoint that was called.',
      causes: [
        'The Region of the profile, or of the URL, is not that of the bucket.',
        'The URL says http, and the server wants https.',
      ],
      look: ['curl -sI URL', 'aws s3api get-bucket-location --bucket BUCKET'],
      mend: 'Call the endpoint of the bucket’s Region: aws --region REGION; or follow with curl -L.',
      topic: 'PL-TRB-06',
    },
  },
  '400': {
    words: 'Bad Request',
    failure: {
      means: 'The server was reached and did not understand the request.',
      causes: [
        'Plain HTTP was sent to a port that speaks TLS.',
        'The Host header, or the body, is not what the service expects.',
        'An AWS service: the error code in the body tells what is wrong.',
      ],
      look: ['curl -v URL'],
      mend: 'Read the body: AWS’s services name the code. lab explain CODE tells about it.',
      topic: 'PL-TRB-11',
    },
  },
  '403': {
    words: 'Forbidden',
    failure: {
      means: 'The network is well: the request arrived, and a policy, or the lack of one, refused it.',
      causes: [
        'The policy of the VPC endpoint does not allow the action, the caller or the resource.',
        'The policy of the resource denies what does not come by a certain endpoint or VPC (aws:SourceVpce, aws:SourceVpc).',
        'No identity-based policy of the caller allows the action.',
        'The request was not signed: curl signs nothing.',
        'The application, or a web ACL before it, answered that itself.',
      ],
      look: [
        'curl -s URL',
        'aws sts get-caller-identity',
        'aws ec2 describe-vpc-endpoints --query "VpcEndpoints[].[VpcEndpointId,PolicyDocument]"',
        'aws s3api get-bucket-policy --bucket BUCKET',
        'aws cloudtrail lookup-events --max-results 5',
      ],
      mend: 'Every policy on the way must allow it and none deny it. Read which one the message names, and change that one.',
      topic: 'PL-TRB-06',
    },
  },
  '404': {
    words: 'Not Found',
    failure: {
      means: 'The server was reached and has nothing of that name.',
      causes: [
        'The path, the bucket or the key is misspelt.',
        'The name leads to another server than you think.',
      ],
      look: ['curl -v URL', 'dig +short NAME', 'aws s3 ls s3://BUCKET/'],
      mend: 'Ask for what is there, from the server that has it.',
      topic: 'PL-TRB-11',
    },
  },
  '500': {
    words: 'Internal Server Error',
    failure: {
      means: 'The server was reached and failed by itself. Neither network nor policies did that.',
      causes: ['The application has a fault.'],
      look: ['curl -v URL', 'journalctl -n 20'],
      mend: 'The log of the server tells more.',
      topic: 'PL-TRB-08',
    },
  },
  '502': {
    words: 'Bad Gateway',
    failure: {
      means: 'A load balancer answered: its target closed the connection, or said what is not HTTP.',
      causes: [
        'The target listens with another protocol than the target group says.',
        'The target stopped in the middle.',
      ],
      look: [
        'aws elbv2 describe-target-groups',
        'aws elbv2 describe-target-health --target-group-arn ARN',
        'journalctl -n 20',
      ],
      mend: 'Let the protocol and port of the target group be those of the server.',
      topic: 'PL-TRB-08',
    },
  },
  '503': {
    words: 'Service Unavailable',
    failure: {
      means:
        'Somebody who speaks HTTP answered that nobody is there to serve it. A Network Load Balancer never says so: it has no HTTP.',
      causes: [
        'An Application Load Balancer whose target group has no targets, or none that are registered and in use.',
        'The application itself is overloaded or in maintenance.',
        'S3 (SlowDown) or another service limits the rate of requests.',
      ],
      look: [
        'curl -v URL',
        'aws elbv2 describe-target-health --target-group-arn ARN',
        'aws elbv2 describe-rules --listener-arn ARN',
        'journalctl -n 20',
      ],
      mend: 'Register healthy targets, in the zones that the load balancer has; or let the application serve again.',
      topic: 'PL-TRB-08',
    },
  },
  '504': {
    words: 'Gateway Timeout',
    failure: {
      means: 'A load balancer answered: its target did not, in time.',
      causes: [
        'The security group of the target does not admit the load balancer.',
        'The target is slower than the load balancer waits.',
      ],
      look: ['aws elbv2 describe-target-health --target-group-arn ARN', 'lab trace FROM TO --port PORT'],
      mend: 'Admit the load balancer’s security group at the target.',
      topic: 'PL-TRB-08',
    },
  },
}
