# After the world two-coasts: another company sells tide tables there, by an endpoint service in Ireland. It uses the
# same block as the gauges.
aws organizations create-organization > /dev/null
aws organizations create-account --account-name moonwise --email moonwise@tides.example > /dev/null
sleep 60
MOONWISE=$(aws organizations list-accounts --query "Accounts[?Name=='moonwise'].Id" --output text)
aws configure set role_arn arn:aws:iam::$MOONWISE:role/OrganizationAccountAccessRole --profile moonwise
aws configure set source_profile default --profile moonwise
aws configure set region eu-west-1 --profile moonwise
aws iam create-role --profile moonwise --role-name office --assume-role-policy-document '{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }]
}' > /dev/null
aws iam create-instance-profile --profile moonwise --instance-profile-name office > /dev/null
aws iam add-role-to-instance-profile --profile moonwise --instance-profile-name office --role-name office
export AWS_PROFILE=moonwise
TIDES=$(vpc moonwise 10.50.0.0/16 $IRELAND)
TIDES_A=$(subnet tides-a $TIDES 10.50.1.0/24 euw1-az1 $IRELAND)
TIDES_B=$(subnet tides-b $TIDES 10.50.2.0/24 euw1-az2 $IRELAND)
TIDES_GROUP=$(group tides $TIDES $IRELAND)
id authorize-security-group-ingress --group-id $TIDES_GROUP --protocol tcp --port 80 --cidr 10.50.0.0/16 > /dev/null
SERVER=$(machine tides-1 $TIDES_A 10.50.1.20 $TIDES_GROUP $IRELAND)
host put-listener --host $SERVER --port 80 --body 'High water at 04:12 and 16:37' > /dev/null
BALANCER=$(aws elbv2 create-load-balancer --name tides --type network --scheme internal --subnets $TIDES_A $TIDES_B \
  --query 'LoadBalancers[0].LoadBalancerArn' --output text)
aws elbv2 modify-load-balancer-attributes --load-balancer-arn $BALANCER \
  --attributes Key=load_balancing.cross_zone.enabled,Value=true > /dev/null
TARGETS=$(aws elbv2 create-target-group --name tides --protocol TCP --port 80 --vpc-id $TIDES \
  --query 'TargetGroups[0].TargetGroupArn' --output text)
aws elbv2 create-listener --load-balancer-arn $BALANCER --protocol TCP --port 80 \
  --default-actions Type=forward,TargetGroupArn=$TARGETS > /dev/null
sleep 60
aws elbv2 register-targets --target-group-arn $TARGETS --targets Id=$SERVER
sleep 300
export SERVICE=$(id create-vpc-endpoint-service-configuration --network-load-balancer-arns $BALANCER \
  --no-acceptance-required --query ServiceConfiguration.ServiceId --tag-specifications "$(named vpc-endpoint-service tides)")
export SERVICE_NAME=com.amazonaws.vpce.eu-west-1.$SERVICE
id modify-vpc-endpoint-service-permissions --service-id $SERVICE \
  --add-allowed-principals arn:aws:iam::123456789012:root > /dev/null
unset AWS_PROFILE
