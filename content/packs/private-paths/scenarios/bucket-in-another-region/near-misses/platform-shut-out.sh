# because: the bucket policy denies everything, not only reading and writing records, and shuts its own managers out
# fails: bucket-is-managed
# signature: bucket-is-managed(call-denied;)
# instead-of: cat > bucket-policy.json
cat > bucket-policy.json <<END
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*",
  "Resource": ["arn:aws:s3:::$BUCKET", "arn:aws:s3:::$BUCKET/*"], "Condition": {"StringNotEquals": {"aws:SourceVpce": ["$ENDPOINT", "$RECORDS_GATEWAY"]}}}]}
END
