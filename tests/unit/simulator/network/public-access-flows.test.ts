import { describe } from 'vitest'
import { flows } from './notation/flows.ts'

// VPC user guide, security-vpc-bpa-example: instances A and B in public subnets, C and D in a private one, C by a NAT
// gateway in subnet B, D by an egress-only internet gateway.
const advancedExample = `
  vpc main 10.0.0.0/16 ipv6
  subnet a main a 10.0.1.0/24
  subnet b main b 10.0.2.0/24
  subnet c main a 10.0.3.0/24 ipv6
  igw gate main
  eigw only main
  table public main a b
  route public 0.0.0.0/0 gate
  nat out b
  table private main c
  route private 0.0.0.0/0 out
  route private ::/0 only
  group open main | in all 0.0.0.0/0 | in all ::/0 | out all 0.0.0.0/0 | out all ::/0
  host A a 10.0.1.85 open public
  host B b 10.0.2.98 open public
  host C c 10.0.3.180 open
  host D c 10.0.3.59 open ipv6
`

describe('scenario 1: VPC Block Public Access is off', () => {
  flows(
    advancedExample,
    `
    internet > A.public ping  | works
    internet > B.public ping  | works
    A > 198.51.100.7 ping     | works
    B > 198.51.100.7 ping     | works
    C > 198.51.100.7 ping     | works
    D > 2001:db8::7 ping      | works
    `,
  )
})

describe('scenario 2: bidirectional mode', () => {
  flows(
    `${advancedExample}
    block bidirectional
    `,
    `
    internet > A.public ping              | public-access-is-blocked at gate
    internet > B.public ping              | public-access-is-blocked at gate
    A > 198.51.100.7 ping                 | public-access-is-blocked at gate
    C > 198.51.100.7 ping                 | public-access-is-blocked at gate
    D > 2001:db8::7 ping                  | public-access-is-blocked at only
    A > 198.51.100.7 ping | block off     | works
    A > C ping                            | works
    # What leaves by the NAT gateway is judged in the NAT gateway’s subnet, what leaves by itself in its own.
    C > 198.51.100.7 ping | exclude b bidirectional    | works
    C > 198.51.100.7 ping | exclude c bidirectional    | public-access-is-blocked at gate
    C > 198.51.100.7 ping | exclude main bidirectional | works
    D > 2001:db8::7 ping | exclude c bidirectional     | works
    D > 2001:db8::7 ping | exclude c egress            | works
    `,
  )
})

describe('scenario 3: ingress-only mode', () => {
  flows(
    `${advancedExample}
    block ingress
    `,
    `
    internet > A.public ping  | public-access-is-blocked at gate
    internet > B.public ping  | public-access-is-blocked at gate
    A > 198.51.100.7 ping     | public-access-is-blocked at gate
    B > 198.51.100.7 ping     | public-access-is-blocked at gate
    C > 198.51.100.7 ping     | works
    D > 2001:db8::7 ping      | works
    internet > out-eni.public tcp/443 | public-access-is-blocked at gate
    # Scenario 4: an exclusion of subnet A.
    internet > A.public ping | exclude a bidirectional | works
    A > 198.51.100.7 ping    | exclude a bidirectional | works
    internet > B.public ping | exclude a bidirectional | public-access-is-blocked at gate
    B > 198.51.100.7 ping    | exclude a bidirectional | public-access-is-blocked at gate
    # Scenario 5: "Egress-only exclusions are ignored".
    internet > A.public ping | exclude a egress | public-access-is-blocked at gate
    A > 198.51.100.7 ping    | exclude a egress | public-access-is-blocked at gate
    C > 198.51.100.7 ping    | exclude a egress | works
    `,
  )
})

describe('scenario 6: bidirectional mode and an egress-only exclusion of subnet A', () => {
  flows(
    `${advancedExample}
    block bidirectional
    exclude a egress
    `,
    `
    internet > A.public ping  | public-access-is-blocked at gate
    A > 198.51.100.7 ping     | public-access-is-blocked at gate
    B > 198.51.100.7 ping     | public-access-is-blocked at gate
    C > 198.51.100.7 ping     | public-access-is-blocked at gate
    D > 2001:db8::7 ping      | public-access-is-blocked at only
    `,
  )
})
