// What Monaco finds around it.

Object.assign(globalThis, {
  MonacoEnvironment: {
    // Nothing here needs a worker of Monaco's: the lab's own looks at texts.
    getWorker: () => {
      throw new Error('The editor works without workers of its own.')
    },
  },
})
