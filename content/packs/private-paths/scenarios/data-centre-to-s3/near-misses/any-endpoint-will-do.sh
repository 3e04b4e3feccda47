# because: the bucket’s policy asks whether a request comes through an endpoint, but not through whose
# fails: keys-alone-write-nothing
# signature: keys-alone-write-nothing(call-succeeds;)
# instead-of: aws s3api
aws s3api put-bucket-policy --bucket $BUCKET --policy "{
  \"Version\": \"2012-10-17\",
  \"Statement\": [{
    \"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": [\"s3:*Object*\", \"s3:ListBucket*\"],
    \"Resource\": [\"arn:aws:s3:::$BUCKET\", \"arn:aws:s3:::$BUCKET/*\"],
    \"Condition\": { \"Null\": { \"aws:SourceVpce\": \"true\" } }
  }]
}"
