# because: the bucket policy forgets the gateway endpoint by which the archive is written
# fails: archive-goes-on
# signature: archive-goes-on(call-denied;)
# instead-of: cat > bucket-policy.json
cat > bucket-policy.json <<END
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": ["s3:GetObject", "s3:PutObject"],
  "Resource": "arn:aws:s3:::$BUCKET/*", "Condition": {"StringNotEquals": {"aws:SourceVpce": "$ENDPOINT"}}}]}
END
