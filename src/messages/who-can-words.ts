// The words of the editor's "who can do what now".

const kinds = {
  bucket: 'bucket',
  queue: 'queue',
  endpoint: 'endpoint',
  trust: 'role',
  permissions: '',
} as const

export const whoCanWords = {
  title: 'Who can do what now',
  notLoaded: 'Who can do what could not be loaded: check the network, then reload the page.',
  loading: 'Asking the policies …',
  empty: 'Nothing is written yet. Once there is a policy, this says whom it would let do what.',
  noJson: 'This is not JSON yet. What is wrong is said above.',
  noPolicy: 'This is not a policy: it has no Statement.',
  nothing: 'There is no bucket, queue, endpoint, role or user yet that a policy could be for.',
  notTaken:
    'AWS would not accept it there. What is wrong is said above, or it is meant for something else: choose that under “Judge it as”.',
  noRows: 'It names no action that can be judged there.',
  as: 'Judge it as',
  choice: (kind: keyof typeof kinds, of: string) => {
    if (kind === 'trust') return `trust policy of ${of}`
    if (kind === 'permissions') return `one more policy of ${of}`
    return `policy of ${kinds[kind]} ${of}`
  },
  way: 'Requests come',
  internet: 'over the internet',
  through: (id: string) => `through ${id}`,
  summary: (changed: number, isPartial: boolean) => {
    const answers = changed === 1 ? '1 answer changes' : `${changed || 'no'} answers change`
    return `With this text ${answers}${isPartial ? ', as far as was asked: there are too many to ask about all' : ''}.`
  },
  cut: (shown: number, total: number) => `Shown: ${shown} of ${total}, changes first.`,
  beside: (actions: string) => `Not judged here: ${actions}.`,
  note: 'Only policies are judged, for S3, SQS and assuming roles. A wildcard is shown by common actions that it covers. What only a request itself can say, such as a prefix or an external id, counts as absent. Block Public Access, ACLs and the network are left out.',
  table: 'Who can do what, now and with this text',
  who: 'Who',
  action: 'Action',
  resource: 'On',
  now: 'Now',
  edited: 'With this text',
  change: 'Change',
  opened: 'opened',
  closed: 'closed',
  same: 'same',
  allowed: 'allowed',
  denied: 'denied',
  principal: {
    root: (_: string, account: string) => `root of ${account}`,
    user: (name: string, account: string) => `user ${name} (${account})`,
    role: (name: string, account: string) => `role ${name} (${account})`,
    service: (name: string, _: string) => name,
    anonymous: (_: string, __: string) => 'anybody, unsigned',
  },
  layers: {
    scp: 'the organization’s service control policies',
    rcp: 'the organization’s resource control policies',
    endpoint: 'the endpoint’s policy',
    resource: 'the resource’s policy',
    trust: 'the role’s trust policy',
    identity: 'the caller’s own policies',
    boundary: 'the permissions boundary',
    session: 'the session’s policies',
    root: 'the account’s root user',
  },
  /** What decides. */
  statement: (name: string, where: string) => `statement ${name} of ${where}`,
  silent: (where: string) => `nothing in ${where}`,
  thisPolicy: 'this policy',
}
