import { describe } from 'vitest'
import { serviceSetup } from './service.ts'
import { dataSetup, namesSetup } from './services.ts'
import { clinic } from './troubles.ts'

const policy = (...statements: string[]) => `'{"Version":"2012-10-17","Statement":[${statements.join(',')}]}'`
const everything = '{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}'
const get = (bucket: string) =>
  `aws s3api get-object --bucket ${bucket} --key key.txt out.txt --query ContentLength`
const setDoor = (text: string) =>
  `aws ec2 modify-vpc-endpoint --vpc-endpoint-id $DOOR --policy-document ${text}`
const own = (text: string) =>
  `aws iam put-role-policy --role-name client --policy-name own --policy-document ${text}`

// A 403 is an answer: the request reached the service, and the message says which policy said no.
describe('403 from S3', () => {
  clinic({
    setup: dataSetup,
    works: `
      client$ ${get('data')}
      6
      client$ ${get('theirs')}
      6
    `,
    troubles: {
      'PL-TRB-06: the endpoint’s policy does not allow it': `
        cause:
          $ ${setDoor(policy('{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::other/*"}'))}
        symptom:
          client$ ${get('data')}
          (AccessDenied)
        diagnosis:
          client$ ${get('data')}
          no VPC endpoint policy allows the s3:GetObject action
          client$ nc -vz -w 3 s3.us-east-1.amazonaws.com 443
          succeeded
          $ aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $DOOR --query 'VpcEndpoints[0].PolicyDocument' --output text | jq -r '.Statement[].Resource'
          arn:aws:s3:::other/*
        fix:
          $ ${setDoor(policy(everything))}
      `,
      'PL-TRB-06: the endpoint’s policy forbids it': `
        cause:
          $ ${setDoor(policy(everything, '{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"*"}'))}
        symptom:
          client$ ${get('data')}
          (AccessDenied)
        diagnosis:
          client$ ${get('data')}
          with an explicit deny in a VPC endpoint policy
          client$ curl -s -o /dev/null -w '%{http_code}' https://data.s3.us-east-1.amazonaws.com/key.txt
          403
        fix:
          $ ${setDoor(policy(everything))}
      `,
      'PL-TRB-06: the endpoint’s policy allows the own account’s buckets alone': `
        cause:
          $ ${setDoor(policy('{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceAccount":"123456789012"}}}'))}
        symptom:
          client$ ${get('theirs')}
          (AccessDenied)
        diagnosis:
          client$ ${get('data')}
          6
          $ aws s3api head-object --bucket theirs --key key.txt --query ContentLength --profile provider
          6
        fix:
          $ ${setDoor(policy(everything))}
      `,
      'PL-TRB-06: nothing allows it to the role': `
        cause:
          $ aws iam delete-role-policy --role-name client --policy-name own
        symptom:
          client$ ${get('data')}
          (AccessDenied)
        diagnosis:
          client$ ${get('data')}
          no identity-based policy allows the s3:GetObject action
          client$ aws sts get-caller-identity --query Arn --cli-connect-timeout 5
          Connect timeout
          $ aws iam list-role-policies --role-name client --query PolicyNames
          []
        fix:
          $ ${own(policy('{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}'))}
      `,
      'PL-TRB-06: the bucket’s policy lets in another endpoint alone': `
        cause:
          $ aws s3api put-bucket-policy --bucket data --policy ${policy('{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::data/*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-00000000000000000"}}}')}
        symptom:
          client$ ${get('data')}
          (AccessDenied)
        diagnosis:
          client$ ${get('data')}
          with an explicit deny in a resource-based policy
          $ aws s3api get-bucket-policy --bucket data --query Policy --output text | jq -r '.Statement[0].Condition.StringNotEquals["aws:SourceVpce"]'
          vpce-00000000000000000
        fix:
          $ aws s3api delete-bucket-policy --bucket data
      `,
      'PL-TRB-06: a condition on the address, which is a private one behind an endpoint': `
        cause:
          $ ${own(policy('{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}'))}
        symptom:
          client$ ${get('data')}
          (AccessDenied)
        diagnosis:
          client$ ${get('data')}
          no identity-based policy allows
          $ aws iam get-role-policy --role-name client --policy-name own --query 'PolicyDocument.Statement[0].Condition.IpAddress'
          aws:SourceIp
        fix:
          $ ${own(policy('{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"IpAddress":{"aws:VpcSourceIp":"10.0.0.0/8"}}}'))}
      `,
      'PL-TRB-06: the other account’s bucket does not know the role': `
        cause:
          $ aws s3api delete-bucket-policy --bucket theirs --profile provider
        symptom:
          client$ ${get('theirs')}
          (AccessDenied)
        diagnosis:
          client$ ${get('data')}
          6
          $ aws s3api get-bucket-policy --bucket theirs --profile provider
          (NoSuchBucketPolicy)
        fix:
          $ aws s3api put-bucket-policy --bucket theirs --policy file://theirs.json --profile provider
      `,
      'PL-TRB-12: no 403 but silence, because the endpoint is gone': `
        cause:
          $ aws ec2 delete-vpc-endpoints --vpc-endpoint-ids $DOOR; sleep 60
        symptom:
          client$ ${get('data')} --cli-connect-timeout 5
          Connect timeout on endpoint URL
        diagnosis:
          client$ nc -vz -w 3 s3.us-east-1.amazonaws.com 443
          timed out
          $ aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=$VPC --query 'length(VpcEndpoints)'
          0
        fix:
          $ aws ec2 create-vpc-endpoint --vpc-id $VPC --service-name com.amazonaws.us-east-1.s3 --route-table-ids $(aws ec2 describe-route-tables --filters Name=vpc-id,Values=$VPC --query 'RouteTables[0].RouteTableId' --output text) > /dev/null
      `,
    },
  })
})

// PrivateLink guide, configure-endpoint-service: who is not allowed does not even see that the service exists.
describe('"not allowed" when the endpoint is made', () => {
  const make =
    'aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id $VPC --service-name $SERVICE_NAME --subnet-ids $EP_SUBNET --security-group-ids $EP_GROUP --query VpcEndpoint.State --output text'
  clinic({
    setup: serviceSetup,
    works: `
      $ ${make}
      pendingAcceptance
      client$ curl -sS -m 5 http://api.corp.example/
      api
    `,
    troubles: {
      'PL-TRB-07: the provider does not name the account': `
        cause:
          $ aws ec2 modify-vpc-endpoint-service-permissions --service-id $SERVICE --remove-allowed-principals arn:aws:iam::123456789012:root --profile provider > /dev/null; sleep 60
        symptom:
          $ ${make}
          (InvalidServiceName)
        diagnosis:
          client$ curl -sS -m 5 http://api.corp.example/
          api
          $ aws ec2 describe-vpc-endpoint-services --service-names $SERVICE_NAME
          (InvalidServiceName)
          $ aws ec2 describe-vpc-endpoint-service-permissions --service-id $SERVICE --query AllowedPrincipals --profile provider
          []
        fix:
          $ aws ec2 modify-vpc-endpoint-service-permissions --service-id $SERVICE --add-allowed-principals arn:aws:iam::123456789012:root --profile provider > /dev/null; sleep 60
      `,
    },
  })
})

describe('limits and rates', () => {
  const list = 'aws sqs list-queues --query "QueueUrls[0]" --output text'
  clinic({
    setup: namesSetup,
    works: `
      client$ ${list}
      /jobs
    `,
    troubles: {
      'PL-TRB-09: the service is asked too often, and the way is fine': `
        cause:
          $ fault inject-fault --targets api:sqs
        symptom:
          client$ ${list}
          (reached max retries: 2)
        diagnosis:
          client$ ${list}
          Throttl
          client$ dig +short sqs.us-east-1.amazonaws.com
          10.0.2.
          client$ nc -vz -w 3 sqs.us-east-1.amazonaws.com 443
          succeeded
        fix:
          $ fault clear-fault
      `,
      'PL-TRB-09: the VPC has as many endpoints as its quota allows': `
        cause:
          $ n=0; while aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id $VPC --service-name com.amazonaws.us-east-1.sns --no-private-dns-enabled --subnet-ids $EP_SUBNET --query VpcEndpoint.VpcEndpointId --output text >> made 2> said; do n=$((n + 1)); [ $n -lt 80 ] || break; done
        symptom:
          $ cat said
          (VpcEndpointLimitExceeded)
        diagnosis:
          $ aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=$VPC Name=vpc-endpoint-type,Values=Interface --query 'length(VpcEndpoints)'
          50
          $ aws service-quotas list-service-quotas --service-code vpc --query "Quotas[?QuotaCode=='L-29B6F2EB'].Value" --output text
          50
        fix:
          $ aws ec2 delete-vpc-endpoints --vpc-endpoint-ids $(head -n 1 made); sleep 300
          $ aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id $VPC --service-name com.amazonaws.us-east-1.sns --no-private-dns-enabled --subnet-ids $EP_SUBNET --query VpcEndpoint.State
          pending
      `,
    },
  })
})
