# because: the route to the agency is gone from the public table, and still in the private one
# fails: agency-is-out who-reaches-whom
# signature: agency-is-out(is-reached;eni,pcx,rtb,subnet,vpc) who-reaches-whom(is-reached;eni,pcx,rtb,subnet,vpc)
# instead-of: agency
aws ec2 delete-route --route-table-id $PUBLIC --destination-cidr-block 10.80.0.0/16
