// One example of each type of check, as scenario.yaml has it. A test judges them in the solved world of the pack that
// `hopwise pack new` makes, where every one of them is met.

export const checkExamples: Readonly<Record<string, string>> = {
  probe: `client-is-in:
  probe:
    from: client-1
    to: http://web-1.shop.internal/
    status: 200
    never-via: [internet-gateway, nat-gateway]
    source: 10.30.1.0/24`,

  denies: `stranger-stays-out:
  denies: { from: stranger-1, to: 'http://web-1.shop.internal/', because: no-group-rule-admits-ingress }`,

  resolve: `name-is-private:
  resolve: { from: client-1, name: web-1.shop.internal, within: 10.30.0.0/16 }`,

  query: `no-internet-gateway:
  query:
    run: aws ec2 describe-internet-gateways --filters Name=attachment.vpc-id,Values=$VPC
    query: length(InternetGateways)
    is: 0`,

  policy: `learner-may-read:
  policy:
    principal: arn:aws:iam::111111111111:user/learner
    action: [s3:GetObject, s3:ListBucket]
    expect: allowed`,

  survives: `outlives-the-other-zone:
  survives:
    faults: use1-az2
    checks:
      - probe: { from: client-1, to: 'http://web-1.shop.internal/' }`,

  matrix: `who-reaches-whom:
  matrix:
    among: [client-1, stranger-1, web-1]
    port: 80
    open: client-1 -> web-1`,

  cost: `is-cheap:
  cost: { at-most: 30, account: '111111111111' }`,

  audit: `rule-was-added:
  audit: { call: { event: AuthorizeSecurityGroupIngress, error: none } }
server-knows-the-client:
  audit:
    server: { on: web-1, port: 80, from: 10.30.1.0/24, status: 200 }
    after: [{ from: client-1, to: 'http://web-1.shop.internal/' }]`,

  tidy: `nothing-is-left-over:
  tidy: { unused: [security-group, elastic-ip, network-interface] }`,

  quiz: `why-a-group:
  quiz:
    question: What does a security group do with a packet that none of its rules admits?
    options:
      a: { text: It lets it pass., why: 'It admits what a rule admits, and nothing else.' }
      b: { text: It drops it., right: true, why: Nothing else than what a rule admits gets through. }`,
}
