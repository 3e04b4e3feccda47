# because: dns-1 asks the VPC’s own resolver at 10.64.0.2, which answers nobody outside of its VPC
# fails: backups-arrive-privately name-is-private badge-reader-stays-out
# signature: backups-arrive-privately(query-was-dropped,resolver-serves-its-vpc-only;thing,vpc) badge-reader-stays-out(other-outcome,query-was-dropped,resolver-serves-its-vpc-only;thing,vpc) name-is-private(query-was-dropped;thing,vpc)
# without: DNS=$(aws
# without: aws ec2 authorize-security-group-ingress --group-id $DNS --protocol udp
# without: aws ec2 authorize-security-group-ingress --group-id $DNS --protocol tcp
# without: aws route53resolver
# without: onprem put-dns-server
# after: ENDPOINT=$(aws
onprem put-dns-server --host dns-1 --forwarders Domain=.,Addresses=192.168.200.53 \
  Domain=s3.us-east-1.amazonaws.com,Addresses=10.64.0.2
