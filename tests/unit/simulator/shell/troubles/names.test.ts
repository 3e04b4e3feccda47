import { describe } from 'vitest'
import { namesSetup } from './services.ts'
import { clinic } from './troubles.ts'

const list = 'aws sqs list-queues --query "QueueUrls[0]" --output text --cli-connect-timeout 5'

describe('name resolution in the endpoint’s VPC', () => {
  clinic({
    setup: namesSetup,
    works: `
      client$ dig +short sqs.us-east-1.amazonaws.com
      10.0.2.
      client$ ${list}
      /jobs
    `,
    troubles: {
      'PL-TRB-04: the VPC has no DNS resolution': `
        cause:
          $ aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-support Value=false
          $ sleep 60
        symptom:
          client$ ${list}
          Could not connect to the endpoint URL
        diagnosis:
          client$ dig +time=1 +tries=1 sqs.us-east-1.amazonaws.com
          no servers could be reached
          client$ getent hosts sqs.us-east-1.amazonaws.com
          [2]
          $ aws ec2 describe-vpc-attribute --vpc-id $VPC --attribute enableDnsSupport --query EnableDnsSupport.Value
          false
        fix:
          $ aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-support Value=true
          $ sleep 60
      `,
      'PL-TRB-04: the VPC has no DNS hostnames': `
        cause:
          $ aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames Value=false
          $ sleep 60
        symptom:
          client$ ${list}
          Connect timeout on endpoint URL
        diagnosis:
          client$ dig +short sqs.us-east-1.amazonaws.com | grep -c '^10[.]'
          0
          client$ nc -vz -w 3 sqs.us-east-1.amazonaws.com 443
          timed out
          $ aws ec2 describe-vpc-attribute --vpc-id $VPC --attribute enableDnsHostnames --query EnableDnsHostnames.Value
          false
        fix:
          $ aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames Value=true
          $ sleep 60
      `,
      'PL-TRB-05: the endpoint has no private names': `
        cause:
          $ aws ec2 modify-vpc-endpoint --vpc-endpoint-id $ENDPOINT --no-private-dns-enabled
          "Return": true
          $ sleep 120
        symptom:
          client$ ${list}
          Connect timeout on endpoint URL
        diagnosis:
          client$ dig +short sqs.us-east-1.amazonaws.com | grep -c '^10[.]'
          0
          $ aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query 'VpcEndpoints[0].PrivateDnsEnabled'
          false
          $ NAME=$(aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query 'VpcEndpoints[0].DnsEntries[0].DnsName' --output text); lab on client "${list.replaceAll('"', "'")} --endpoint-url https://$NAME"
          /jobs
        fix:
          $ aws ec2 modify-vpc-endpoint --vpc-endpoint-id $ENDPOINT --private-dns-enabled
          "Return": true
          $ sleep 120
      `,
      'PL-TRB-05: the DHCP options name a server that is not there': `
        cause:
          $ BEFORE=$(aws ec2 describe-vpcs --vpc-ids $VPC --query 'Vpcs[0].DhcpOptionsId' --output text)
          $ OPTIONS=$(aws ec2 create-dhcp-options --dhcp-configurations Key=domain-name-servers,Values=10.0.1.99 --query DhcpOptions.DhcpOptionsId --output text)
          $ aws ec2 associate-dhcp-options --dhcp-options-id $OPTIONS --vpc-id $VPC
        symptom:
          client$ ${list}
          Could not connect to the endpoint URL
        diagnosis:
          client$ cat /etc/resolv.conf
          nameserver 10.0.1.99
          client$ dig +short @10.0.0.2 sqs.us-east-1.amazonaws.com
          10.0.2.
          client$ dig +time=1 +tries=1 sqs.us-east-1.amazonaws.com
          timed out
        fix:
          $ aws ec2 associate-dhcp-options --dhcp-options-id $BEFORE --vpc-id $VPC
      `,
      'PL-TRB-05: a private zone of the same name leads elsewhere': `
        cause:
          $ aws ec2 modify-vpc-endpoint --vpc-endpoint-id $ENDPOINT --no-private-dns-enabled > /dev/null; sleep 120
          $ ZONE=$(aws route53 create-hosted-zone --name sqs.us-east-1.amazonaws.com --caller-reference own --vpc VPCRegion=us-east-1,VPCId=$VPC --query HostedZone.Id --output text)
          $ RECORD='{"Name":"sqs.us-east-1.amazonaws.com","Type":"A","TTL":60,"ResourceRecords":[{"Value":"10.0.2.99"}]}'
          $ aws route53 change-resource-record-sets --hosted-zone-id $ZONE --change-batch '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":'$RECORD'}]}'
          $ sleep 120
        symptom:
          client$ ${list}
          Connect timeout on endpoint URL
        diagnosis:
          client$ dig +short sqs.us-east-1.amazonaws.com
          10.0.2.99
          $ aws ec2 describe-network-interfaces --filters Name=addresses.private-ip-address,Values=10.0.2.99 --query 'length(NetworkInterfaces)'
          0
          $ aws route53 list-hosted-zones-by-vpc --vpc-id $VPC --vpc-region us-east-1 --query 'HostedZoneSummaries[].Name' --output text
          sqs.us-east-1.amazonaws.com.
        fix:
          $ aws route53 change-resource-record-sets --hosted-zone-id $ZONE --change-batch '{"Changes":[{"Action":"DELETE","ResourceRecordSet":'$RECORD'}]}'
          $ aws route53 delete-hosted-zone --id $ZONE
          $ sleep 60
          $ aws ec2 modify-vpc-endpoint --vpc-endpoint-id $ENDPOINT --private-dns-enabled > /dev/null; sleep 120
      `,
      'PL-TRB-05: a private zone of the domain hides the name': `
        cause:
          $ aws ec2 modify-vpc-endpoint --vpc-endpoint-id $ENDPOINT --no-private-dns-enabled > /dev/null; sleep 120
          $ ZONE=$(aws route53 create-hosted-zone --name us-east-1.amazonaws.com --caller-reference own --vpc VPCRegion=us-east-1,VPCId=$VPC --query HostedZone.Id --output text)
          $ sleep 120
        symptom:
          client$ ${list}
          Could not connect to the endpoint URL
        diagnosis:
          client$ dig sqs.us-east-1.amazonaws.com
          status: NXDOMAIN
          client$ dig +noall +authority sqs.us-east-1.amazonaws.com
          us-east-1.amazonaws.com.
        fix:
          $ aws route53 delete-hosted-zone --id $ZONE; sleep 60
          $ aws ec2 modify-vpc-endpoint --vpc-endpoint-id $ENDPOINT --private-dns-enabled > /dev/null; sleep 120
      `,
    },
  })
})

describe('name resolution on premises', () => {
  clinic({
    setup: namesSetup,
    works: `
      desk$ dig +short sqs.us-east-1.amazonaws.com
      10.0.2.
      desk$ ${list}
      /jobs
    `,
    troubles: {
      'PL-TRB-05: the DNS server forwards nothing, and the answer is public': `
        cause:
          $ onprem put-dns-server --host dns
        symptom:
          desk$ ${list}
          AccessDenied
        diagnosis:
          desk$ dig +short sqs.us-east-1.amazonaws.com | grep -c '^10[.]'
          0
          desk$ dig +short @10.0.2.53 sqs.us-east-1.amazonaws.com
          10.0.2.
          $ onprem describe-dns-servers --query 'DnsServers[0].Forwarders'
          []
        fix:
          $ onprem put-dns-server --host dns --forwarders Domain=amazonaws.com,Addresses=10.0.1.53,10.0.2.53
      `,
      'PL-TRB-05: it forwards to the VPC’s resolver, which answers its own VPC alone': `
        cause:
          $ onprem put-dns-server --host dns --forwarders Domain=amazonaws.com,Addresses=10.0.0.2
        symptom:
          desk$ ${list}
          Could not connect to the endpoint URL
        diagnosis:
          desk$ dig +time=1 +tries=1 @10.0.0.2 sqs.us-east-1.amazonaws.com
          timed out
          desk$ dig +short @10.0.1.53 sqs.us-east-1.amazonaws.com
          10.0.2.
          $ onprem describe-dns-servers --query 'DnsServers[0].Forwarders[0].Addresses[0]'
          10.0.0.2
        fix:
          $ onprem put-dns-server --host dns --forwarders Domain=amazonaws.com,Addresses=10.0.1.53,10.0.2.53
      `,
      'PL-TRB-05: the group of the Resolver endpoint lets no questions in': `
        cause:
          $ for protocol in udp tcp; do aws ec2 revoke-security-group-ingress --group-id $DNS_GROUP --protocol $protocol --port 53 --cidr 192.168.0.0/16; done
        symptom:
          desk$ ${list}
          Could not connect to the endpoint URL
        diagnosis:
          desk$ dig +time=1 +tries=1 @10.0.1.53 sqs.us-east-1.amazonaws.com
          timed out
          desk$ nc -vz -w 3 10.0.1.53 53
          timed out
          $ aws ec2 describe-security-groups --group-ids $DNS_GROUP --query 'SecurityGroups[0].IpPermissions'
          []
        fix:
          $ aws ec2 authorize-security-group-ingress --group-id $DNS_GROUP --protocol udp --port 53 --cidr 192.168.0.0/16
      `,
    },
  })
})
