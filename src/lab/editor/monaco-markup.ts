// Stands in for the module of Monaco's that makes policies for trusted types: see scripts/site/slim-monaco.ts. All that
// Monaco draws as markup passes one policy, whatever names its parts give to their rules.

interface Rules {
  createHTML?(markup: string, ...details: unknown[]): string
}

interface Policies {
  createPolicy(name: string, rules: Rules): Required<Rules>
}

const { trustedTypes } = globalThis as { trustedTypes?: Policies }
const policy = trustedTypes?.createPolicy('monaco', { createHTML: (markup) => markup })

/** Browsers without trusted types get the rules alone: markup goes through them all the same. */
export function createTrustedTypesPolicy(_: string, rules: Rules): Rules {
  const { createHTML } = rules
  if (!policy || !createHTML) return rules
  return { createHTML: (markup, ...details) => policy.createHTML(createHTML(markup, ...details)) }
}
