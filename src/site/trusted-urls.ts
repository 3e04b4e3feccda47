// Browsers that enforce trusted types take the address of a worker only from a policy with a name of ours.

interface Policy {
  createScriptURL(url: string): unknown
}

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy
}

const { trustedTypes } = globalThis as { trustedTypes?: Policies }

const policy = trustedTypes?.createPolicy('hopwise', {
  createScriptURL(url) {
    const { origin } = new URL(url, location.href)
    if (origin !== location.origin) throw new TypeError(`${url} is not a file of this site.`)
    return url
  },
})

/** The address of one of the site's own files, fit to be run. */
export const trustedUrl = (url: string): string => (policy?.createScriptURL(url) ?? url) as string
