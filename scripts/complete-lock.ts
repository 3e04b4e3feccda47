// Adds to package-lock.json the optional platform packages (Windows, Arm, musl …) that the registry in use
// did not offer when the lock was written. Without them `npm ci` refuses the lock on every machine whose
// registry does offer them. Run it after any change of dependencies: npm run complete-lock

import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

interface LockEntry {
  version?: string
  optional?: boolean
  dev?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}

interface Lock {
  packages: Record<string, LockEntry>
}

// What an optional package calls itself → what npm calls the platform. The first match wins.
const systems: [RegExp, string][] = [
  [/android/, 'android'],
  [/darwin/, 'darwin'],
  [/win32|windows|-win-/, 'win32'],
  [/freebsd/, 'freebsd'],
  [/openbsd/, 'openbsd'],
  [/netbsd/, 'netbsd'],
  [/sunos/, 'sunos'],
  [/aix/, 'aix'],
  [/openharmony/, 'openharmony'],
  [/linux/, 'linux'],
]
const processors: [RegExp, string][] = [
  [/arm64/, 'arm64'],
  [/arm/, 'arm'],
  [/x64/, 'x64'],
  [/ia32/, 'ia32'],
  [/ppc64/, 'ppc64'],
  [/riscv64/, 'riscv64'],
  [/s390x/, 's390x'],
  [/loong64/, 'loong64'],
  [/mips64el/, 'mips64el'],
  [/wasm32/, 'wasm32'],
]

/** Adds the missing entries in place and returns their names; complains about what it cannot tell. */
export function completeLock(lock: Lock): { added: string[]; unclear: string[] } {
  const added: string[] = []
  const unclear: string[] = []
  for (const [key, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const found = locate(lock, key, name)
      const exact = /^\d+\.\d+\.\d+[\w.+-]*$/.test(version)
      if (found && (!exact || lock.packages[found]?.version === version)) continue
      const platform = platformOf(name)
      if (!exact || (!platform.os && !platform.cpu)) {
        unclear.push(`${name}@${version}, wanted by ${key}`)
        continue
      }
      const place = found ? `${key}/node_modules/${name}` : `node_modules/${name}`
      lock.packages[place] = { version, ...platform, ...(entry.dev && { dev: true }), optional: true }
      added.push(`${name}@${version}`)
    }
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
  return { added, unclear }
}

/** Where the package at `from` finds `name`: the folder rule of node_modules. */
function locate(lock: Lock, from: string, name: string): string | undefined {
  for (let folder = from; ; ) {
    const key = `${folder ? `${folder}/` : ''}node_modules/${name}`
    if (lock.packages[key]) return key
    if (!folder) return undefined
    folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))
  }
}

function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> {
  const os = systems.find(([pattern]) => pattern.test(name))?.[1]
  const cpu = processors.find(([pattern]) => pattern.test(name))?.[1]
  const libc =
    os !== 'linux' ? undefined : /musl/.test(name) ? 'musl' : /gnu/.test(name) ? 'glibc' : undefined
  return { ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }), ...(os && { os: [os] }) }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = fileURLToPath(new URL('../package-lock.json', import.meta.url))
  const lock = JSON.parse(readFileSync(path, 'utf8')) as Lock
  const { added, unclear } = completeLock(lock)
  if (added.length) writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(added.length ? `Added ${added.length}: ${added.join(', ')}` : 'The lock was complete.')
  for (const line of unclear) console.log(`Not added, because its platform or version is unclear: ${line}`)
}
