import { AwsError } from '../../api/error.ts'
import type { Ssm } from '../../api/generated/types.d.ts'
import { rollText } from '../../kernel/random.ts'
import { forwards } from '../../world/forwards.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { isConnected } from './managed-instances.ts'

// Systems Manager guide, session-manager.

const doesNotExist = (id: string) => new AwsError('DoesNotExistException', `Session ${id} does not exist`)

export const sessions = family<Ssm.Session>({
  service: 'ssm',
  resource: 'session',
  id: 'SessionId',
  prefix: 'session',
  missing: doesNotExist,
  arn: ({ account, region, record }) => `arn:aws:ssm:${region}:${account}:session/${record.SessionId}`,
})

/** Documents of AWS's that sessions may be of. */
const documents = [
  'SSM-SessionManagerRunShell',
  'AWS-StartInteractiveCommand',
  'AWS-StartNonInteractiveCommand',
  'AWS-StartPortForwardingSession',
  'AWS-StartPortForwardingSessionToRemoteHost',
  'AWS-StartSSHSession',
]

export const startSession = operation(
  'ssm',
  'StartSession',
  {
    fidelity: { simplified: 'A shell can be held, and ports forwarded; sessions of SSH are not carried.' },
    source: 'Systems Manager API reference, StartSession',
  },
  ({ Target, DocumentName = 'SSM-SessionManagerRunShell', Reason }, ctx) => {
    if (!documents.includes(DocumentName)) {
      throw new AwsError('InvalidDocument', `Document with name ${DocumentName} does not exist.`)
    }
    if (!isConnected(ctx, Target)) throw new AwsError('TargetNotConnected', `${Target} is not connected.`)
    const { record } = sessions.create(ctx, {
      SessionId: `${sessionName(ctx)}-${rollText(ctx.store, 'abcdefghijklmnopqrstuvwxyz0123456789', 26)}`,
      Target,
      Status: 'Connected',
      StartDate: timestamp(ctx.now),
      DocumentName,
      Owner: ctx.caller.arn,
      ...(Reason !== undefined && { Reason }),
    })
    const { SessionId } = record
    return {
      SessionId,
      TokenValue: `AAEAA${rollText(ctx.store, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 211)}`,
      StreamUrl: `wss://ssmmessages.${ctx.region}.amazonaws.com/v1/data-channel/${SessionId}?role=publish_subscribe&cell-number=AAEAA`,
    }
  },
)

/** The name of the user, or of the role's session, comes first. */
function sessionName({ caller }: Context): string {
  return caller.type === 'root' ? 'root' : caller.arn.slice(caller.arn.lastIndexOf('/') + 1)
}

export const terminateSession = operation(
  'ssm',
  'TerminateSession',
  { fidelity: 'exact', source: 'Systems Manager API reference, TerminateSession' },
  ({ SessionId }, ctx) => {
    const held = sessions.find(ctx, SessionId)
    if (held && held.record.Status === 'Connected') {
      sessions.update(ctx, held, { Status: 'Terminated', EndDate: timestamp(ctx.now) })
      for (const { host, port } of ctx.store.by(forwards, 'by', SessionId))
        ctx.store.delete(forwards, `${host}/${port}`)
    }
    return { SessionId }
  },
)

export const describeSessions = operation(
  'ssm',
  'DescribeSessions',
  { fidelity: 'exact', source: 'Systems Manager API reference, DescribeSessions' },
  (input, ctx) => {
    const isWanted = ({ Status }: Ssm.Session) => (Status === 'Connected') === (input.State === 'Active')
    const found = sessions
      .list(ctx)
      .map(({ record }) => record)
      .filter(isWanted)
      .filter((one) => (input.Filters ?? []).every(({ key, value }) => passes(one, key, value)))
      .toReversed()
    const { items, NextToken } = page(found, input, { min: 1, max: 200 })
    return { Sessions: items, ...(NextToken !== undefined && { NextToken }) }
  },
)

function passes(session: Ssm.Session, key: Ssm.SessionFilterKey, value: string): boolean {
  switch (key) {
    case 'Target':
      return session.Target === value
    case 'Owner':
      return session.Owner === value
    case 'Status':
      return session.Status === value
    case 'SessionId':
      return session.SessionId === value
    case 'InvokedAfter':
      return (session.StartDate ?? '') >= new Date(value).toISOString()
    case 'InvokedBefore':
      return (session.StartDate ?? '') < new Date(value).toISOString()
    default:
      return true
  }
}
