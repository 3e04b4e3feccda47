# because: the bucket’s policy knows the new endpoint alone, and locks the report servers out
# fails: reports-go-on
# signature: reports-go-on(call-denied;)
# instead-of: aws s3api
aws s3api put-bucket-policy --bucket $BUCKET --policy "{
  \"Version\": \"2012-10-17\",
  \"Statement\": [{
    \"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": [\"s3:*Object*\", \"s3:ListBucket*\"],
    \"Resource\": [\"arn:aws:s3:::$BUCKET\", \"arn:aws:s3:::$BUCKET/*\"],
    \"Condition\": { \"StringNotEquals\": { \"aws:SourceVpce\": \"$ENDPOINT\" } }
  }]
}"
