import type { Chapter } from './inspection.ts'

/** A policy, laid out for reading. */
export function policyChapter(policy: string | undefined, of?: string): Chapter[] {
  if (!policy) return []
  return [
    {
      kind: 'policy',
      ...(of !== undefined && { of }),
      ...(isOpen(policy) && { note: 'everything' as const }),
      text: laidOut(policy),
    },
  ]
}

function laidOut(policy: string): string {
  try {
    return JSON.stringify(JSON.parse(policy), null, 2)
  } catch {
    return policy
  }
}

/** What endpoints have that nobody gave a policy. */
function isOpen(policy: string): boolean {
  const text = policy.replace(/\s/g, '')
  return (
    text.includes('"Effect":"Allow"') &&
    text.includes('"Action":"*"') &&
    text.includes('"Resource":"*"') &&
    text.includes('"Principal":"*"') &&
    !text.includes('"Deny"') &&
    !text.includes('"Condition"')
  )
}
