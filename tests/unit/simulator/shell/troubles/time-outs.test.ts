import { describe } from 'vitest'
import { serviceSetup } from './service.ts'
import { clinic } from './troubles.ts'

// "Silence usually means a filter": from the name to the way, the filters, and then whoever should answer.
describe('time-outs of a client beside the endpoint', () => {
  clinic({
    setup: serviceSetup,
    works: `
      client$ curl -sS -m 5 http://api.corp.example/
      api
    `,
    troubles: {
      'PL-TRB-01: the endpoint’s group lets nobody in': `
        cause:
          $ aws ec2 revoke-security-group-ingress --group-id $EP_GROUP --protocol tcp --port 80 --cidr 10.0.0.0/8
        symptom:
          client$ curl -sS -m 5 http://api.corp.example/
          curl: (28) Connection timed out
        diagnosis:
          client$ dig +short api.corp.example | tail -n 1
          10.0.2.
          client$ nc -vz -w 3 api.corp.example 80
          timed out
          $ aws ec2 describe-security-groups --group-ids $EP_GROUP --query 'SecurityGroups[0].IpPermissions'
          []
        fix:
          $ aws ec2 authorize-security-group-ingress --group-id $EP_GROUP --protocol tcp --port 80 --source-group $CLIENT_GROUP
      `,
      'PL-TRB-01: the client’s group lets nothing out': `
        cause:
          $ aws ec2 revoke-security-group-egress --group-id $CLIENT_GROUP --ip-permissions IpProtocol=-1,IpRanges=[{CidrIp=0.0.0.0/0}]
        symptom:
          client$ curl -sS -m 5 http://api.corp.example/
          curl: (28) Connection timed out
        diagnosis:
          client$ dig +short api.corp.example | tail -n 1
          10.0.2.
          client$ nc -vz -w 3 10.0.1.10 22
          succeeded
          client$ nc -vz -w 3 api.corp.example 80
          timed out
          $ aws ec2 describe-security-groups --group-ids $CLIENT_GROUP --query 'SecurityGroups[0].IpPermissionsEgress'
          []
        fix:
          $ aws ec2 authorize-security-group-egress --group-id $CLIENT_GROUP --ip-permissions IpProtocol=tcp,FromPort=80,ToPort=80,UserIdGroupPairs=[{GroupId=$EP_GROUP}]
      `,
      'PL-TRB-01: the network ACL lets no requests through': `
        cause:
          $ aws ec2 create-network-acl-entry --network-acl-id $ACL --ingress --rule-number 50 --protocol 6 --port-range From=80,To=80 --rule-action deny --cidr-block 10.0.1.0/24
        symptom:
          client$ curl -sS -m 5 http://api.corp.example/
          curl: (28) Connection timed out
        diagnosis:
          client$ dig +short api.corp.example | tail -n 1
          10.0.2.
          client$ nc -vz -w 3 api.corp.example 80
          timed out
          $ aws ec2 describe-network-acls --network-acl-ids $ACL --query 'NetworkAcls[0].Entries[?RuleAction==\`deny\` && RuleNumber==\`50\`].[Egress,CidrBlock]' --output text
          False	10.0.1.0/24
        fix:
          $ aws ec2 delete-network-acl-entry --network-acl-id $ACL --ingress --rule-number 50
      `,
      'PL-TRB-01: the network ACL lets no answers back': `
        cause:
          $ aws ec2 create-network-acl-entry --network-acl-id $ACL --ingress --rule-number 50 --protocol 6 --port-range From=1024,To=65535 --rule-action deny --cidr-block 10.0.2.0/24
        symptom:
          client$ curl -sS -m 5 http://api.corp.example/
          curl: (28) Connection timed out
        diagnosis:
          client$ nc -vz -w 3 api.corp.example 80
          timed out
          client$ sudo tcpdump -n -c 4 'tcp port 80 and tcp[tcpflags] & tcp-syn != 0'
          Flags [S]
          $ aws ec2 describe-network-acls --network-acl-ids $ACL --query 'NetworkAcls[0].Entries[?RuleNumber==\`50\`].PortRange'
          1024
        fix:
          $ aws ec2 create-network-acl-entry --network-acl-id $ACL --ingress --rule-number 40 --protocol 6 --port-range From=32768,To=60999 --rule-action allow --cidr-block 10.0.2.0/24
      `,
      'PL-TRB-03: the balancer’s groups judge what comes through PrivateLink': `
        cause:
          $ aws elbv2 set-security-groups --load-balancer-arn $LB --security-groups $LB_GROUP --enforce-security-group-inbound-rules-on-private-link-traffic on --profile provider
          $ aws ec2 revoke-security-group-ingress --group-id $LB_GROUP --protocol tcp --port 80 --cidr 10.0.0.0/8 --profile provider
        symptom:
          client$ curl -sS -m 5 http://api.corp.example/
          curl: (28) Connection timed out
        diagnosis:
          client$ dig +short api.corp.example | tail -n 1
          10.0.2.
          $ aws elbv2 describe-target-health --target-group-arn $TARGETS --query 'TargetHealthDescriptions[].TargetHealth.State' --output text --profile provider
          healthy
          $ aws elbv2 describe-load-balancers --load-balancer-arns $LB --query 'LoadBalancers[0].EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic' --profile provider
          on
        fix:
          $ aws elbv2 set-security-groups --load-balancer-arn $LB --security-groups $LB_GROUP --enforce-security-group-inbound-rules-on-private-link-traffic off --profile provider
      `,
      'PL-TRB-03: the target’s group does not let the balancer in': `
        cause:
          $ aws ec2 revoke-security-group-ingress --group-id $APP_GROUP --protocol tcp --port 8080 --source-group $LB_GROUP --profile provider
        symptom:
          client$ curl -sS -m 5 http://api.corp.example/
          curl: (28) Connection timed out
        diagnosis:
          client$ dig +short api.corp.example | tail -n 1
          10.0.2.
          $ sleep 120
          $ aws elbv2 describe-target-health --target-group-arn $TARGETS --query 'TargetHealthDescriptions[].TargetHealth.State' --output text --profile provider
          unhealthy
          $ aws elbv2 describe-target-health --target-group-arn $TARGETS --query 'TargetHealthDescriptions[].TargetHealth.Reason' --output text --profile provider
          Target.FailedHealthChecks
        fix:
          $ aws ec2 authorize-security-group-ingress --group-id $APP_GROUP --protocol tcp --port 8080 --cidr 10.1.0.0/16 --profile provider
          $ sleep 300
      `,
      'PL-TRB-03: the only target is stopped': `
        cause:
          $ aws ec2 stop-instances --instance-ids $API --profile provider
          "stopping"
          $ sleep 300
        symptom:
          client$ curl -sS -m 5 http://api.corp.example/
          curl: (7) Failed to connect
        diagnosis:
          client$ nc -vz -w 3 api.corp.example 80
          Connection refused
          $ aws elbv2 describe-target-health --target-group-arn $TARGETS --query 'TargetHealthDescriptions[].TargetHealth.State' --output text --profile provider
          unused
        fix:
          $ aws ec2 start-instances --instance-ids $API --profile provider
          "pending"
          $ sleep 400
      `,
      'PL-TRB-03: no target in the endpoint’s zone, and cross-zone balancing off': `
        cause:
          $ aws elbv2 modify-load-balancer-attributes --load-balancer-arn $LB --attributes Key=load_balancing.cross_zone.enabled,Value=false --profile provider
          $ aws elbv2 deregister-targets --target-group-arn $TARGETS --targets Id=$API --profile provider
          $ OTHER=$(aws ec2 run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 --instance-type t3.micro --subnet-id $APP_B --security-group-ids $APP_GROUP --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=api-2}]' --query 'Instances[0].InstanceId' --output text --profile provider); sleep 120
          $ lab on api-2 'serve --port 8080 --body api'
          $ aws elbv2 register-targets --target-group-arn $TARGETS --targets Id=$OTHER --profile provider
          $ sleep 600
        symptom:
          client$ curl -sS -m 5 http://api.corp.example/
          curl: (7) Failed to connect
        diagnosis:
          $ aws elbv2 describe-target-health --target-group-arn $TARGETS --query 'TargetHealthDescriptions[].TargetHealth.State' --output text --profile provider
          healthy
          $ aws elbv2 describe-load-balancer-attributes --load-balancer-arn $LB --query "Attributes[?Key=='load_balancing.cross_zone.enabled'].Value" --output text --profile provider
          false
          $ aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query 'VpcEndpoints[0].SubnetIds[0]' --output text
          subnet-
        fix:
          $ aws elbv2 modify-load-balancer-attributes --load-balancer-arn $LB --attributes Key=load_balancing.cross_zone.enabled,Value=true --profile provider
          $ sleep 120
      `,
      'PL-TRB-03: the listener forwards to a target group without targets': `
        cause:
          $ NOBODY=$(aws elbv2 create-target-group --name nobody --protocol TCP --port 8080 --vpc-id $PVPC --query 'TargetGroups[0].TargetGroupArn' --output text --profile provider)
          $ aws elbv2 modify-listener --listener-arn $LISTENER --default-actions Type=forward,TargetGroupArn=$NOBODY --profile provider
        symptom:
          client$ curl -sS -m 5 http://api.corp.example/
          curl: (7) Failed to connect
        diagnosis:
          client$ nc -vz -w 3 api.corp.example 80
          Connection refused
          $ aws elbv2 describe-target-health --target-group-arn $TARGETS --query 'TargetHealthDescriptions[].TargetHealth.State' --output text --profile provider
          unused
          $ aws elbv2 describe-listeners --listener-arns $LISTENER --query 'Listeners[0].DefaultActions[0].TargetGroupArn' --output text --profile provider
          targetgroup/nobody/
        fix:
          $ aws elbv2 modify-listener --listener-arn $LISTENER --default-actions Type=forward,TargetGroupArn=$TARGETS --profile provider
          $ sleep 120
      `,
      'PL-TRB-03: nothing listens at the balancer’s port': `
        cause:
          $ aws elbv2 delete-listener --listener-arn $LISTENER --profile provider
        symptom:
          client$ curl -sS -m 5 http://api.corp.example/
          curl: (28) Connection timed out
        diagnosis:
          client$ dig +short api.corp.example | tail -n 1
          10.0.2.
          client$ nc -vz -w 3 api.corp.example 80
          timed out
          $ aws elbv2 describe-listeners --load-balancer-arn $LB --query 'Listeners[].Port' --profile provider
          []
        fix:
          $ aws elbv2 create-listener --load-balancer-arn $LB --protocol TCP --port 80 --default-actions Type=forward,TargetGroupArn=$TARGETS --query 'Listeners[0].Port' --profile provider
          80
          $ sleep 120
      `,
      'PL-TRB-03: the application listens on another port': `
        cause:
          api-1$ systemctl list-units | grep -o 'serve[^ ]*8080[^ ]*' | head -n 1 | xargs systemctl stop
          api-1$ serve --port 9090 --body api
          $ sleep 120
        symptom:
          client$ curl -sS -m 5 http://api.corp.example/
          curl: (7) Failed to connect
        diagnosis:
          $ aws elbv2 describe-target-health --target-group-arn $TARGETS --query 'TargetHealthDescriptions[].TargetHealth.State' --output text --profile provider
          unhealthy
          api-1$ ss -tln
          :9090
          api-1$ curl -sS http://localhost:8080/
          curl: (7)
        fix:
          api-1$ serve --port 8080 --body api
          $ sleep 300
      `,
      'PL-TRB-10: the connection was rejected': `
        cause:
          $ aws ec2 reject-vpc-endpoint-connections --service-id $SERVICE --vpc-endpoint-ids $ENDPOINT --profile provider
          $ sleep 60
        symptom:
          client$ curl -sS -m 5 http://api.corp.example/
          curl: (28) Connection timed out
        diagnosis:
          client$ nc -vz -w 3 api.corp.example 80
          timed out
          $ aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query 'VpcEndpoints[0].State' --output text
          rejected
        fix:
          $ aws ec2 accept-vpc-endpoint-connections --service-id $SERVICE --vpc-endpoint-ids $ENDPOINT --profile provider
          $ sleep 300
      `,
      'PL-TRB-10: nobody has accepted the connection yet': `
        cause:
          $ SECOND=$(aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id $VPC --service-name $SERVICE_NAME --subnet-ids $EP_SUBNET --security-group-ids $EP_GROUP --query VpcEndpoint.VpcEndpointId --output text); sleep 60
          $ bash point $SECOND
        symptom:
          client$ curl -sS -m 5 http://api.corp.example/
          curl: (28) Connection timed out
        diagnosis:
          $ aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $SECOND --query 'VpcEndpoints[0].State' --output text
          pendingAcceptance
          $ aws ec2 describe-vpc-endpoint-connections --filters Name=vpc-endpoint-state,Values=pendingAcceptance --query 'length(VpcEndpointConnections)' --profile provider
          1
        fix:
          $ aws ec2 accept-vpc-endpoint-connections --service-id $SERVICE --vpc-endpoint-ids $SECOND --profile provider
          $ sleep 300
      `,
      'PL-TRB-10: nobody accepted in a week, and the connection expired': `
        cause:
          $ SECOND=$(aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id $VPC --service-name $SERVICE_NAME --subnet-ids $EP_SUBNET --security-group-ids $EP_GROUP --query VpcEndpoint.VpcEndpointId --output text); sleep 60
          $ bash point $SECOND
          $ sleep 8d
        symptom:
          client$ curl -sS -m 5 http://api.corp.example/
          curl: (28) Connection timed out
        diagnosis:
          $ aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $SECOND --query 'VpcEndpoints[0].State' --output text
          expired
        fix:
          $ THIRD=$(aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id $VPC --service-name $SERVICE_NAME --subnet-ids $EP_SUBNET --security-group-ids $EP_GROUP --query VpcEndpoint.VpcEndpointId --output text); sleep 60
          $ aws ec2 accept-vpc-endpoint-connections --service-id $SERVICE --vpc-endpoint-ids $THIRD --profile provider
          $ sleep 300; bash point $THIRD
      `,
    },
  })
})

describe('time-outs of a client in a peered VPC', () => {
  clinic({
    setup: serviceSetup,
    works: `
      neighbour$ curl -sS -m 5 http://api.corp.example/
      api
    `,
    troubles: {
      'PL-TRB-02: the client’s subnet has no route to the endpoint': `
        cause:
          $ aws ec2 delete-route --route-table-id $FAR_TABLE --destination-cidr-block 10.0.0.0/16
        symptom:
          neighbour$ curl -sS -m 5 http://api.corp.example/
          curl: (28) Connection timed out
        diagnosis:
          neighbour$ dig +short api.corp.example | tail -n 1
          10.0.2.
          $ aws ec2 describe-route-tables --route-table-ids $FAR_TABLE --query 'RouteTables[0].Routes[].DestinationCidrBlock' --output text
          10.2.0.0/16
        fix:
          $ aws ec2 create-route --route-table-id $FAR_TABLE --destination-cidr-block 10.0.0.0/16 --vpc-peering-connection-id $PEERING
          "Return": true
      `,
      'PL-TRB-02: the endpoint’s subnet has no route back': `
        cause:
          $ aws ec2 delete-route --route-table-id $TABLE --destination-cidr-block 10.2.0.0/16
        symptom:
          neighbour$ curl -sS -m 5 http://api.corp.example/
          curl: (28) Connection timed out
        diagnosis:
          neighbour$ nc -vz -w 3 api.corp.example 80
          timed out
          $ aws ec2 describe-route-tables --route-table-ids $TABLE --query 'RouteTables[0].Routes[].DestinationCidrBlock' --output text
          10.0.0.0/16
        fix:
          $ aws ec2 create-route --route-table-id $TABLE --destination-cidr-block 10.2.0.0/16 --vpc-peering-connection-id $PEERING
          "Return": true
      `,
      'PL-TRB-02: the peering connection is gone': `
        cause:
          $ aws ec2 delete-vpc-peering-connection --vpc-peering-connection-id $PEERING
          "Return": true
        symptom:
          neighbour$ curl -sS -m 5 http://api.corp.example/
          curl: (28) Connection timed out
        diagnosis:
          $ aws ec2 describe-route-tables --route-table-ids $FAR_TABLE --query "RouteTables[0].Routes[?State=='blackhole'].DestinationCidrBlock" --output text
          10.0.0.0/16
          $ aws ec2 describe-vpc-peering-connections --vpc-peering-connection-ids $PEERING --query 'VpcPeeringConnections[0].Status.Code'
          deleted
        fix:
          $ AGAIN=$(aws ec2 create-vpc-peering-connection --vpc-id $VPC --peer-vpc-id $FAR_VPC --query VpcPeeringConnection.VpcPeeringConnectionId --output text)
          $ aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id $AGAIN > /dev/null; sleep 60
          $ aws ec2 replace-route --route-table-id $TABLE --destination-cidr-block 10.2.0.0/16 --vpc-peering-connection-id $AGAIN
          $ aws ec2 replace-route --route-table-id $FAR_TABLE --destination-cidr-block 10.0.0.0/16 --vpc-peering-connection-id $AGAIN
      `,
      'PL-TRB-02: the endpoint’s group knows the near network alone': `
        cause:
          $ aws ec2 revoke-security-group-ingress --group-id $EP_GROUP --protocol tcp --port 80 --cidr 10.0.0.0/8
          $ aws ec2 authorize-security-group-ingress --group-id $EP_GROUP --protocol tcp --port 80 --cidr 10.0.0.0/16
        symptom:
          neighbour$ curl -sS -m 5 http://api.corp.example/
          curl: (28) Connection timed out
        diagnosis:
          client$ curl -sS -m 5 http://api.corp.example/
          api
          $ aws ec2 describe-security-groups --group-ids $EP_GROUP --query 'SecurityGroups[0].IpPermissions[].IpRanges[].CidrIp' --output text
          10.0.0.0/16
        fix:
          $ aws ec2 authorize-security-group-ingress --group-id $EP_GROUP --protocol tcp --port 80 --cidr 10.2.0.0/16
      `,
    },
  })
})
