// What Monaco finds around it. It comes before Monaco itself.

interface Rules {
  createHTML?(markup: string): string
}

interface Policies {
  createPolicy(name: string, rules: Rules): unknown
}

const { trustedTypes } = globalThis as { trustedTypes?: Policies }

Object.assign(globalThis, {
  MonacoEnvironment: {
    // Browsers without trusted types get the rules alone: markup goes through them all the same.
    createTrustedTypesPolicy: (name: string, rules: Rules) =>
      trustedTypes?.createPolicy(name, rules) ?? rules,
    // Nothing here needs a worker of Monaco's: the lab's own looks at texts.
    getWorker: () => {
      throw new Error('The editor works without workers of its own.')
    },
  },
})
