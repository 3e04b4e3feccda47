# because: the bucket policy asks who calls and not by which way, so that the same role gets in from anywhere
# fails: records-keep-their-path
# signature: records-keep-their-path(call-succeeds;)
# instead-of: cat > bucket-policy.json
cat > bucket-policy.json <<END
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": ["s3:GetObject", "s3:PutObject"],
  "Resource": "arn:aws:s3:::$BUCKET/*", "Condition": {"ArnNotLike": {"aws:PrincipalArn": [
    "arn:aws:iam::111111111111:role/claims-server", "arn:aws:iam::111111111111:role/archivist"]}}}]}
END
