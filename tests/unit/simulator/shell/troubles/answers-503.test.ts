import { describe } from 'vitest'
import { serviceSetup } from './service.ts'
import { clinic } from './troubles.ts'

// Network Load Balancers and PrivateLink never speak HTTP: who did?
describe('503 and 429 from whoever speaks HTTP', () => {
  clinic({
    setup: serviceSetup,
    works: `
      client$ curl -sS -m 5 http://api.corp.example/
      api
    `,
    troubles: {
      'PL-TRB-08: the application says so itself': `
        cause:
          api-1$ serve --port 8080 --status 503 --body overloaded
        symptom:
          client$ curl -sS -m 5 http://api.corp.example/
          overloaded
        diagnosis:
          client$ curl -s -o /dev/null -w '%{http_code}' http://api.corp.example/
          503
          client$ nc -vz -w 3 api.corp.example 80
          succeeded
          api-1$ curl -s -o /dev/null -w '%{http_code}' http://localhost:8080/
          503
        fix:
          api-1$ serve --port 8080 --body api
          $ sleep 120
      `,
      'PL-TRB-08: an Application Load Balancer between has no healthy target': `
        cause:
          $ FRONT=$(aws elbv2 create-load-balancer --name front --type application --scheme internal --subnets $APP_A $APP_B --security-groups $LB_GROUP --query 'LoadBalancers[0].LoadBalancerArn' --output text --profile provider)
          $ PAGES=$(aws elbv2 create-target-group --name pages --protocol HTTP --port 8080 --vpc-id $PVPC --query 'TargetGroups[0].TargetGroupArn' --output text --profile provider); sleep 180
          $ aws elbv2 create-listener --load-balancer-arn $FRONT --protocol HTTP --port 80 --default-actions Type=forward,TargetGroupArn=$PAGES --profile provider
          $ ALBS=$(aws elbv2 create-target-group --name albs --target-type alb --protocol TCP --port 80 --vpc-id $PVPC --query 'TargetGroups[0].TargetGroupArn' --output text --profile provider)
          $ aws elbv2 register-targets --target-group-arn $ALBS --targets Id=$FRONT --profile provider
          $ aws elbv2 modify-listener --listener-arn $LISTENER --default-actions Type=forward,TargetGroupArn=$ALBS --profile provider
          $ sleep 300
        symptom:
          client$ curl -sS -m 5 http://api.corp.example/
          <title>503 Service Temporarily Unavailable</title>
        diagnosis:
          client$ curl -sI http://api.corp.example/
          Server: awselb/2.0
          $ aws elbv2 describe-target-health --target-group-arn $PAGES --query 'length(TargetHealthDescriptions)' --profile provider
          0
        fix:
          $ aws elbv2 register-targets --target-group-arn $PAGES --targets Id=$API --profile provider
          $ sleep 300
      `,
      'PL-TRB-09: the application is asked too often, and says so': `
        cause:
          api-1$ serve --port 8080 --status 429 --header 'Retry-After: 30' --body 'too many requests'
        symptom:
          client$ curl -sS -m 5 http://api.corp.example/
          too many requests
        diagnosis:
          client$ curl -sI http://api.corp.example/
          Retry-After: 30
          client$ nc -vz -w 3 api.corp.example 80
          succeeded
          client$ ss -tan
          State
        fix:
          api-1$ serve --port 8080 --body api
          $ sleep 120
      `,
    },
  })
})
