// The two large lists that few pages want. They are loaded once, at the edge, where waiting is allowed;
// from then on their readers are as synchronous as all others.

const loaders = {
  'direct-connect-locations': () => import('./direct-connect-locations.json', { with: { type: 'json' } }),
  'privatelink-services': () => import('./privatelink-services.json', { with: { type: 'json' } }),
}

export type LoadedCatalogue = keyof typeof loaders

const loaded = new Map<LoadedCatalogue, unknown>()

export async function needCatalogue(name: LoadedCatalogue): Promise<void> {
  if (loaded.has(name)) return
  const { default: source } = await loaders[name]()
  loaded.set(name, source)
}

/** Everything that is loaded so: for whoever opens a whole world. */
export async function needCatalogues(): Promise<void> {
  await Promise.all((Object.keys(loaders) as LoadedCatalogue[]).map(needCatalogue))
}

/** The file's content; throws when nobody has needed it yet. */
export function loadedCatalogue(name: LoadedCatalogue): unknown {
  if (!loaded.has(name)) throw new Error(`Call needCatalogue('${name}') at the edge before reading it.`)
  return loaded.get(name)
}
