import type { Directconnect } from '../../api/generated/types.d.ts'
import { rollText } from '../../kernel/random.ts'
import { type Context, timestamp } from '../context.ts'
import { due, operation } from '../operation.ts'
import { connections, requireConnection } from './connections.ts'
import { refused } from './errors.ts'
import { lags, requireLiveLag } from './lags.ts'

/** A port or LAG that MACsec keys are kept for. */
interface Keeper {
  readonly keys: readonly Directconnect.MacSecKey[]
  set(keys: readonly Directconnect.MacSecKey[]): void
}

function requireKeeper(ctx: Context, id: string, operationName: string): Keeper {
  const isLag = id.startsWith('dxlag-')
  const { record } = isLag ? requireLiveLag(ctx, id, operationName) : requireConnection(ctx, id)
  if (!record.macSecCapable) throw refused(`${id} does not support MACsec.`)
  return keeperOf(ctx, id)
}

function keeperOf(ctx: Context, id: string): Keeper {
  if (id.startsWith('dxlag-')) {
    const lag = lags.get(ctx, id)
    return {
      keys: lag?.record.macSecKeys ?? [],
      set: (macSecKeys) => {
        if (lag) lags.update(ctx, lag, { macSecKeys })
      },
    }
  }
  const connection = connections.get(ctx, id)
  return {
    keys: connection?.record.macSecKeys ?? [],
    set: (macSecKeys) => {
      if (connection)
        connections.update(ctx, connection, { macSecKeys, portEncryptionStatus: statusOf(macSecKeys) })
    },
  }
}

const statusOf = (keys: readonly Directconnect.MacSecKey[]): string =>
  keys.some(({ state }) => state === 'associated') ? 'Encryption Up' : 'Encryption Down'

// Direct Connect guide, MACsec: at most three keys at a time.
const mostKeys = 3
const hexKey = /^[0-9A-Fa-f]{64}$/

export const associateMacSecKey = operation(
  'directconnect',
  'AssociateMacSecKey',
  {
    fidelity: {
      simplified: 'The key is not kept in Secrets Manager, and an ARN given is not looked up there.',
    },
    source: 'Direct Connect API reference, AssociateMacSecKey',
  },
  ({ connectionId, secretARN, ckn, cak }, ctx) => {
    const keeper = requireKeeper(ctx, connectionId, 'AssociateMacSecKey')
    const isPair = ckn !== undefined && cak !== undefined
    if ((secretARN === undefined) === !isPair || (secretARN !== undefined && (ckn ?? cak) !== undefined)) {
      throw refused('Either secretARN, or ckn and cak, must be provided.')
    }
    if (isPair && !(hexKey.test(ckn) && hexKey.test(cak))) {
      throw refused('The CKN and the CAK must have 64 hexadecimal characters.')
    }
    const live = keeper.keys.filter(({ state }) => state !== 'disassociated')
    if (live.length >= mostKeys) throw refused(`${connectionId} already has ${mostKeys} MACsec keys.`)
    if (live.some((key) => key.secretARN === secretARN || (ckn !== undefined && key.ckn === ckn))) {
      throw refused(`The MACsec key is already associated with ${connectionId}.`)
    }
    const name = `directconnect!${ctx.region}/directconnect/${ckn}-${rollText(ctx.store, letters, 6)}`
    const key: Directconnect.MacSecKey = {
      secretARN: secretARN ?? `arn:aws:secretsmanager:${ctx.region}:${ctx.account}:secret:${name}`,
      ckn: ckn ?? rollText(ctx.store, '0123456789abcdef', 64),
      state: 'associating',
      startOn: timestamp(ctx.now),
    }
    const macSecKeys = [...live, key]
    keeper.set(macSecKeys)
    plan(ctx, connectionId, key, 'associated')
    return { connectionId, macSecKeys }
  },
)

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

function plan(ctx: Context, id: string, { secretARN = '' }: Directconnect.MacSecKey, state: string): void {
  ctx.after('dx-mac-sec-key-changed', 'dx-mac-sec-key-changed', { id, secretARN, state })
}

export const macSecKeyChanged = due<{ id: string; secretARN: string; state: string }>(
  'dx-mac-sec-key-changed',
  ({ id, secretARN, state }, ctx) => {
    const keeper = keeperOf(ctx, id)
    const keys = keeper.keys.map((key) => (key.secretARN === secretARN ? { ...key, state } : key))
    keeper.set(keys.filter((key) => key.state !== 'disassociated'))
  },
)

export const disassociateMacSecKey = operation(
  'directconnect',
  'DisassociateMacSecKey',
  { fidelity: 'exact', source: 'Direct Connect API reference, DisassociateMacSecKey' },
  ({ connectionId, secretARN }, ctx) => {
    const keeper = requireKeeper(ctx, connectionId, 'DisassociateMacSecKey')
    const key = keeper.keys.find((one) => one.secretARN === secretARN)
    if (!key) throw refused(`MACsec key ${secretARN} does not exist on ${connectionId}.`)
    const going = { ...key, state: 'disassociating' }
    keeper.set(keeper.keys.map((one) => (one === key ? going : one)))
    plan(ctx, connectionId, key, 'disassociated')
    return { connectionId, macSecKeys: [going] }
  },
)
