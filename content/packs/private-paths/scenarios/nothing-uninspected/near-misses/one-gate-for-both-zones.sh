# because: both zones go through the endpoint of zone 1, so that zone 2 falls with it
# fails: zone-2-stands-alone
# signature: zone-2-stands-alone(struck-by-fault;thing,vpce)
# without: GATE_B=
# instead-of: INSPECT_B=
INSPECT_B=$INSPECT_A
# instead-of: acceptance
aws ec2 accept-vpc-endpoint-connections --profile security --service-id $SERVICE --vpc-endpoint-ids $INSPECT_A
sleep 120
# without: aws ec2 associate-route-table --route-table-id $GATES --subnet-id $GATE_B
# without: zone-2
# without: aws ec2 replace-route-table-association
