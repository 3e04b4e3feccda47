import type { Elbv2 } from '../../api/generated/types.d.ts'
import { validationError } from './errors.ts'

// What becomes of a request that a rule applies to, before it is sent on. API reference, RuleTransform.

const configs = {
  'host-header-rewrite': 'HostHeaderRewriteConfig',
  'url-rewrite': 'UrlRewriteConfig',
} as const satisfies Record<Elbv2.TransformTypeEnum, keyof Elbv2.RuleTransform>

const longestRewrite = 1024

/** The transforms as they are stored: "You can add one host header rewrite transform and one URL rewrite transform." */
export function requireTransforms(asked: readonly Elbv2.RuleTransform[]): readonly Elbv2.RuleTransform[] {
  for (const [i, transform] of asked.entries()) {
    const { Type = 'url-rewrite' } = transform
    if (asked.findIndex((one) => one.Type === Type) < i) {
      throw validationError(`A rule can only have one '${Type}' transform`)
    }
    const name = configs[Type]
    const [rewrite, second] = transform[name]?.Rewrites ?? []
    if (!rewrite) throw validationError(`A '${name}' must be specified with '${Type}'`)
    if (second) throw validationError(`The '${name}' field contains too many rewrites; the limit is '1'`)
    for (const member of ['Regex', 'Replace'] as const) {
      if ((rewrite[member] ?? '').length > longestRewrite) {
        throw validationError(`The '${member}' value is too long; the limit is '${longestRewrite}'`)
      }
    }
  }
  return asked
}
