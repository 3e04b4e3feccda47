# because: the permission is for every account there is: whoever learns the name may ask
# fails: service-is-not-for-all
# signature: service-is-not-for-all(call-succeeds;)
# instead-of: permission
aws ec2 modify-vpc-endpoint-service-permissions --profile security --service-id $SERVICE --add-allowed-principals '*'
