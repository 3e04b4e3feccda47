# because: it expects the gateway endpoint of the records VPC to serve a peered VPC, and it serves its own VPC alone
# fails: photos-are-read reports-are-filed claims-servers-alone is-on-record nothing-leaks nothing-is-deleted ireland-loses-a-zone virginia-loses-zone-1 virginia-loses-zone-2
# signature: claims-servers-alone(;) ireland-loses-a-zone(call-unanswered;thing) is-on-record(no-evidence;) nothing-is-deleted(call-unanswered;) nothing-leaks(call-unanswered;) photos-are-read(call-unanswered;) reports-are-filed(call-unanswered;) virginia-loses-zone-1(call-unanswered;thing) virginia-loses-zone-2(call-unanswered;thing)
# without: group
# without: endpoint
# instead-of: aws ec2 create-route --route-table-id $CLAIMS_TABLE
LIST=$(id describe-managed-prefix-lists $IRELAND --filters Name=prefix-list-name,Values=com.amazonaws.eu-west-1.s3 \
  --query 'PrefixLists[0].PrefixListId')
for BLOCK in $(id get-managed-prefix-list-entries $IRELAND --prefix-list-id $LIST --query 'Entries[].Cidr'); do
  aws ec2 create-route --route-table-id $CLAIMS_TABLE --destination-cidr-block $BLOCK --vpc-peering-connection-id $PEERING
done
# without: names
# instead-of: cat > bucket-policy.json
cat > bucket-policy.json <<END
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": ["s3:GetObject", "s3:PutObject"],
  "Resource": "arn:aws:s3:::$BUCKET/*", "Condition": {"StringNotEquals": {"aws:SourceVpce": "$RECORDS_GATEWAY"}}}]}
END
