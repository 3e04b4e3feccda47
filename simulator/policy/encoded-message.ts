import type { Denied } from './authorise.ts'
import type { AccessRequest } from './request.ts'

// EC2 hands out an encoded message that `sts decode-authorization-message` opens. Ours holds its own content, so
// that opening it needs no memory of the request.

/** STS API reference, DecodeAuthorizationMessage, gives the members. */
export function encodeRefusal(decision: Denied, request: AccessRequest): string {
  const bytes = new TextEncoder().encode(JSON.stringify(contentOf(decision, request)))
  const digits = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  return digits.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** The JSON in an encoded message, or undefined when it is none of ours. */
export function decodeRefusal(encoded: string): string | undefined {
  if (!/^[\w-]+$/.test(encoded) || encoded.length % 4 === 1) return undefined
  const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
  const text = new TextDecoder('utf-8').decode(bytes)
  return text.startsWith('{"allowed":false,') ? text : undefined
}

function contentOf({ kind, statement }: Denied, { caller, action, resource, keys }: AccessRequest): object {
  const values = (texts: readonly string[]) => ({ items: texts.map((value) => ({ value })) })
  const conditions = Object.entries(keys).map(([key, value]) => ({
    key,
    values: values(typeof value === 'string' ? [value] : value),
  }))
  const matched = statement && {
    statementId: statement.sid ?? '',
    effect: 'DENY',
    principals: values(caller.type === 'service' || caller.type === 'anonymous' ? [] : [caller.userId]),
    principalGroups: values([]),
    actions: values(statement.action.names.map(({ text }) => text)),
    resources: values(statement.resource?.names.map(({ text }) => text) ?? []),
    conditions: {
      items: statement.conditions.map(({ key, values: wanted }) => ({ key, values: values(wanted) })),
    },
  }
  return {
    allowed: false,
    explicitDeny: kind === 'explicit',
    matchedStatements: { items: matched ? [matched] : [] },
    failures: { items: [] },
    context: {
      principal:
        caller.type === 'service' || caller.type === 'anonymous'
          ? {}
          : { id: caller.userId, arn: caller.arn },
      action,
      resource,
      conditions: { items: conditions },
    },
  }
}
