import type { PolicyKind } from './policy.ts'

/** What one kind of policy may hold. Pages are of the IAM user guide where nothing else is said. */
export interface Grammar {
  readonly principal: 'required' | 'forbidden'
  readonly resource: 'required' | 'optional' | 'forbidden'
  /** Takes the language of 2008 too, which is meant where no version is said. */
  readonly oldVersion: boolean
  /** Sids are letters and digits, and no two statements share one. */
  readonly plainSids: boolean
  readonly notPrincipal: boolean
  readonly notAction: boolean
  /** IAM itself looks closely at the ARNs. */
  readonly strictArns: boolean
  /** Allows nothing but everything, and denies to everybody, in the services that take part. */
  readonly guardrail?: { readonly services: ReadonlySet<string> }
  /** Ids of accounts, VPCs and endpoints are compared whole. */
  readonly wholeIds: boolean
}

// reference_policies_grammar; that version 2012-10-17 is demanded was observed in CreatePolicy's errors.
const identity: Grammar = {
  principal: 'forbidden',
  resource: 'required',
  oldVersion: false,
  plainSids: true,
  notPrincipal: false,
  notAction: true,
  strictArns: true,
  wholeIds: false,
}

// reference_policies_elements_principal, reference_policies_elements_notprincipal
const resource: Grammar = {
  ...identity,
  principal: 'required',
  resource: 'optional',
  oldVersion: true,
  plainSids: false,
  notPrincipal: true,
  strictArns: false,
}

export const grammars: Readonly<Record<PolicyKind, Grammar>> = {
  identity,
  boundary: identity,
  session: identity,
  resource,
  trust: { ...resource, resource: 'forbidden', plainSids: true, notPrincipal: false },
  // PrivateLink guide, vpc-endpoints-access
  endpoint: { ...resource, resource: 'required', wholeIds: true },
  // Organizations user guide, orgs_manage_policies_scps_syntax: the whole language since September 2025.
  scp: { ...identity, strictArns: false },
  // Organizations user guide, orgs_manage_policies_rcps_syntax
  rcp: {
    ...resource,
    resource: 'required',
    oldVersion: false,
    plainSids: true,
    notPrincipal: false,
    notAction: false,
    // orgs_manage_policies_rcps, "List of AWS services that support RCPs"
    guardrail: {
      services: new Set([
        ...['s3', 'sts', 'kms', 'sqs', 'secretsmanager', 'ecr', 'aoss', 'dynamodb', 'logs'],
        ...['cognito-identity', 'cognito-idp'],
      ]),
    },
  },
}

// access-analyzer-reference-policy-checks; PrivateLink guide, vpc-endpoints-access
export const idKeys: ReadonlySet<string> = new Set([
  ...['aws:principalaccount', 'aws:resourceaccount', 'aws:sourceaccount', 'aws:vpceaccount'],
  ...['aws:sourcevpc', 'aws:sourcevpce', 's3:resourceaccount'],
])
