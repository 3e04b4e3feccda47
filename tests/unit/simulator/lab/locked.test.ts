import { describe, expect, it } from 'vitest'
import { openLab, said, smallScenario, thingNamed } from './small-scenario.ts'

const setup = `
export VPC=$(aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId --output text)
export SUBNET=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.0.1.0/24 --query Subnet.SubnetId --output text)
table() { aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId --output text "$@"; }
export CORE=$(table --tag-specifications 'ResourceType=route-table,Tags=[{Key=Name,Value=core-1}]')
export OWN=$(table)
export HELD=$(aws ec2 associate-route-table --route-table-id $CORE --subnet-id $SUBNET --query AssociationId --output text)
aws s3api create-bucket --bucket backups
aws s3api create-bucket --bucket scratch
onprem create-site --name dc --prefixes 192.168.0.0/16
onprem create-site --name lab --prefixes 172.16.0.0/16
echo mine > notes.txt
`

const scenario = smallScenario(
  `
actors: { shop: '111111111111', bank: '222222222222' }
checks:
  one: { ${thingNamed('one')} }
locked:
  - { actions: 'ec2:*', resources: $VPC, says: 'The network team owns this VPC.' }
  - { actions: 'ec2:*', resources: 'tag:Name=core-*', says: Core routing is not yours. }
  - { actions: 's3:*', resources: ['backups', 'arn:aws:s3:::backups/*'], says: The backups stay. }
  - { actions: ['iam:Create*', 'sqs:*', 'sns:*', 'elasticloadbalancing:*'], says: Not today. }
  - { actions: 'onprem:*', resources: dc, says: The data centre is not yours. }
  - { actions: 'host:Delete*', says: It keeps running. }
  - { files: 'workstation:/home/learner/notes*', says: Notes are kept. }
`,
  { 'setup.sh': setup },
)

const lab = await openLab(scenario)

describe('what a scenario locks', () => {
  it.each([
    ['delete-vpc --vpc-id $VPC', 'DeleteVpc', 'The network team owns this VPC.'],
    ['delete-vpc --vpc-id $VPC --profile shop', 'DeleteVpc', 'The network team owns this VPC.'],
    ['create-subnet --vpc-id $VPC --cidr-block 10.0.9.0/24', 'CreateSubnet', 'The network team'],
    ['delete-route-table --route-table-id $CORE', 'DeleteRouteTable', 'Core routing is not yours.'],
    [
      'create-route --route-table-id $CORE --destination-cidr-block 1.1.1.0/24 --gateway-id igw-1',
      'CreateRoute',
      'Core routing',
    ],
    [
      'disassociate-route-table --association-id $HELD',
      'DisassociateRouteTable',
      'Core routing is not yours.',
    ],
    ['delete-tags --resources $CORE --tags Key=Name', 'DeleteTags', 'Core routing is not yours.'],
  ])(
    'aws ec2 %s is refused as by a policy, and then in the author’s words',
    async (line, operation, words) => {
      const told = await said(lab, `aws ec2 ${line}`)
      expect(told).toContain(
        `An error occurred (UnauthorizedOperation) when calling the ${operation} operation: You are not authorized to perform this operation. User: arn:aws:iam::111111111111:user/learner is not authorized to perform: ec2:${operation} on resource: arn:aws:ec2:us-east-1:111111111111:`,
      )
      expect(told).toContain(`with an explicit deny in a service control policy. ${words}`)
      expect(told).toMatch(/\[254\]$/)
    },
  )

  it.each([
    ['aws s3api delete-bucket --bucket backups', 'AccessDenied', 'The backups stay.'],
    ['aws s3api put-object --bucket backups --key a', 'AccessDenied', 'The backups stay.'],
    ['aws iam create-user --user-name x', 'AccessDenied', 'Not today.'],
    ['aws sqs create-queue --queue-name x', 'AccessDenied', 'Not today.'],
    ['aws sns create-topic --name x', 'AuthorizationError', 'Not today.'],
    ['aws elbv2 create-target-group --name x', 'AccessDenied', 'Not today.'],
    ['onprem delete-site --name dc', 'AccessDenied', 'The data centre is not yours.'],
    ['host delete-listener --host app-1 --port 80', 'AccessDenied', 'It keeps running.'],
  ])('%s is refused with the error of its service', async (line, code, words) => {
    expect(await said(lab, line)).toMatch(new RegExp(`\\(${code}\\).*${words}\\n\\[254\\]$`, 's'))
  })

  it.each([
    ['looking at what is locked', 'aws ec2 describe-vpcs --vpc-ids $VPC'],
    ['another VPC', 'aws ec2 create-vpc --cidr-block 10.8.0.0/16'],
    ['another route table in it', 'aws ec2 delete-route-table --route-table-id $OWN'],
    ['another bucket', 'aws s3api put-object --bucket scratch --key a'],
    ['what a bucket holds', 'aws s3api list-objects-v2 --bucket backups'],
    ['another action of a service', 'aws iam list-users'],
    ['another site', 'onprem delete-site --name lab'],
    ['another file', 'echo a > other.txt'],
    ['reading a file', 'cat notes.txt'],
  ])('%s is free', async (_, line) => {
    expect(await said(lab, `${line} > /dev/null`)).toBe('')
  })

  it.each([
    ['echo a > notes.txt', 'bash: notes.txt: Permission denied'],
    ['echo a >> notes.txt', 'bash: notes.txt: Permission denied'],
    ['rm notes.txt', "rm: cannot remove ‘?’?'?notes.txt'?: Permission denied"],
    ['touch notes-2.txt', 'touch: .*Permission denied'],
    ['chmod +x notes.txt', 'chmod: .*Permission denied'],
    ['aws s3api get-object --bucket scratch --key a notes.txt', 'Permission denied'],
  ])('%s is refused as the system refuses, and then in the author’s words', async (line, refusal) => {
    expect(await said(lab, line)).toMatch(new RegExp(`${refusal}[\\s\\S]*Notes are kept\\.\\n\\[\\d+\\]$`))
    expect(await said(lab, 'cat notes.txt')).toBe('mine\n')
  })

  it('is written down in the account’s history', async () => {
    await lab.run('aws sqs create-queue --queue-name again')
    const line =
      'aws cloudtrail lookup-events --max-items 1 --query "Events[0].CloudTrailEvent" --output text'
    expect(await said(lab, line)).toMatch(/"eventName": ?"CreateQueue".*"errorCode": ?"AccessDenied"/s)
  })

  it('does not hold those who judge, nor those who look for mends', async () => {
    const judged = smallScenario(
      `
checks:
  can-be-deleted: { query: { run: aws ec2 delete-vpc --vpc-id $VPC } }
locked: [{ actions: 'ec2:*', says: No. }]
`,
      {
        'setup.sh':
          'export VPC=$(aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId --output text)',
      },
    )
    const other = await openLab(judged)
    expect(await said(other, 'aws ec2 delete-vpc --vpc-id $VPC')).toContain('. No.\n[254]')
    expect(other.grade()?.score.passed).toBe(true)
  })

  it('still holds after the lab was saved, and in its forks', async () => {
    const again = await openLab(scenario, lab.save())
    for (const one of [again, lab.fork()]) {
      expect(await said(one, 'aws sqs create-queue --queue-name x')).toContain('Not today.')
    }
  })

  it('has to name what the setup exports', async () => {
    const strange = smallScenario(
      `checks: { one: { ${thingNamed('one')} } }\nlocked: [{ actions: 'ec2:*', resources: $NOBODY, says: No. }]\n`,
    )
    await expect(openLab(strange)).rejects.toThrow('locks wants $NOBODY, which its setup does not export')
  })
})
