// Finds a Chromium for the browser tests and starts it. In this order: the one that CHROME_PATH names, the one
// that comes through npm (Linux x64), one installed on this machine.

import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'

const root = fileURLToPath(new URL('../..', import.meta.url))
const cache = path.join(root, 'node_modules', '.cache', 'hopwise')

const flags = [
  // The tests load nothing but our own pages, and containers often cannot offer the sandbox.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const installed: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) =>
    ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map((program) =>
      path.join(process.env[variable] ?? '', program),
    ),
  ),
}

const hasPackaged = process.platform === 'linux' && process.arch === 'x64'

interface Candidate {
  executablePath: string
  /** Environments to try in turn. */
  environments: Record<string, string>[]
}

/** A running browser, or an error that says what was tried and what to do. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const failures: string[] = []
  for (const { executablePath, environments } of await candidates()) {
    for (const extra of environments) {
      try {
        return await chromium.launch({
          executablePath,
          args: [...flags, ...more],
          env: { ...environment(), ...extra },
        })
      } catch (error) {
        failures.push(`${executablePath}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  }
  throw new Error(
    [
      'The browser tests need a Chromium, and none could be started.',
      'Install Chromium, Chrome or Edge, or name one: CHROME_PATH=/path/to/chrome npm test',
      ...(failures.length ? failures : ['None was found in the usual places.']),
    ].join('\n'),
  )
}

/** Whether there is any browser to try on this machine. */
export function hasChromium(): boolean {
  return Boolean(process.env.CHROME_PATH) || hasPackaged || findInstalled().length > 0
}

const findInstalled = () => (installed[process.platform] ?? []).filter((file) => existsSync(file))

async function candidates(): Promise<Candidate[]> {
  const named = process.env.CHROME_PATH
  if (named) return [{ executablePath: named, environments: [{}] }]
  const found = findInstalled()
  const packaged = hasPackaged ? [await unpack()] : []
  return [...packaged, ...found.map((executablePath) => ({ executablePath, environments: [{}] }))]
}

/** Unpacks the browser of @sparticuz/chromium, once per version. */
async function unpack(): Promise<Candidate> {
  const module = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const archives = path.join(path.dirname(module), '..', '..', 'bin')
  const { inflate } = await import('@sparticuz/chromium')
  const version = browserVersion(archives)
  const folder = path.join(cache, `chromium-${version}`)
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true })
    const fresh = mkdtempSync(path.join(cache, 'chromium-unpacking-'))
    // The package unpacks into the folder for temporary files, so that is what we point elsewhere meanwhile.
    const before = process.env.TMPDIR
    process.env.TMPDIR = fresh
    try {
      const names = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']
      await Promise.all(names.map((name) => inflate(path.join(archives, name))))
    } finally {
      if (before === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = before
    }
    moveInto(fresh, folder)
  }
  writeFileSync(path.join(folder, 'fonts.conf'), fontsConfiguration(folder))
  const fonts = { FONTCONFIG_FILE: path.join(folder, 'fonts.conf') }
  return {
    executablePath: path.join(folder, 'chromium'),
    // A bare machine lacks the NSS libraries; the package brings a set of them. The system's own come first.
    environments: [fonts, { ...fonts, LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib') }],
  }
}

function browserVersion(archives: string): string {
  const { version } = createRequire(import.meta.url)(path.join(archives, '..', 'package.json')) as {
    version: string
  }
  return version
}

/** Puts an unpacked browser in its place, unless somebody else was quicker. */
function moveInto(fresh: string, folder: string): void {
  try {
    renameSync(fresh, folder)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}

/** The machine's fonts and the package's, so that text has a size even where no font is installed. */
const fontsConfiguration = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir>${path.join(folder, 'fonts', 'fonts')}</dir>
  <cachedir>${path.join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`

function environment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return Object.fromEntries(entries)
}
