import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { completeLock } from '../scripts/complete-lock.ts'
import { isInstalled } from '../scripts/install.mjs'
import { isNewEnough } from '../scripts/node-version.mjs'
import { serveFolder } from '../scripts/serve.ts'
import { transcript } from '../src/home/transcript.ts'
import { fileLinks, npmScripts, tableAfter } from './house/markdown.ts'
import { rooms } from './house/rooms.ts'
import { exists, filesIn, namesIn, read } from './house/sources.ts'

// The repository as somebody finds it who has just cloned it: nothing stray, nothing missing, documents that are true.

const documents = filesIn('.').filter((file) => file.endsWith('.md'))
const manifest = JSON.parse(read('package.json')) as {
  version: string
  scripts: Record<string, string>
  allowScripts: Record<string, boolean>
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  optionalDependencies: Record<string, string>
}
const lock = JSON.parse(read('package-lock.json')) as {
  packages: Record<string, { version?: string; hasInstallScript?: boolean; resolved?: string }>
}

describe('the top level', () => {
  it('holds what it should and nothing stray', () => {
    const expected = [
      ...['.ci', '.editorconfig', '.gitattributes', '.github', '.gitignore', '.npmrc', '.nvmrc'],
      ...['ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'NOTICE', 'README.md'],
      ...[
        'astro.config.mjs',
        'biome.json',
        'content',
        'docs',
        'knip.json',
        'package-lock.json',
        'package.json',
        'public',
      ],
      ...['scripts', 'simulator', 'src', 'tests', 'tsconfig.base.json', 'tsconfig.json', 'vitest.config.ts'],
    ]
    const strangers = namesIn('.').filter((name) => !expected.includes(name))
    expect(strangers, 'Move these where they belong, or add them to this list').toEqual([])
    expect(expected.filter((name) => !exists(name))).toEqual([])
  })

  it('keeps tests where ARCHITECTURE.md says', () => {
    const kinds = ['architecture.test.ts', 'bench', 'conformance', 'e2e', 'house', 'properties']
    kinds.push('repository.test.ts', 'scripts', 'soak.ts', 'tsconfig.json', 'unit')
    expect(namesIn('tests').filter((name) => !kinds.includes(name))).toEqual([])
  })

  it('names no machine of ours', () => {
    const tell = /\/work\/(main|shared)\b|\/Users\/[a-z]|C:\\Users\\|(?<![\w/])\/root\//
    const told = filesIn('.')
      .filter(
        (file) =>
          /\.(ts|mjs|astro|svelte|css|md|json|ya?ml|sh)$/.test(file) && file !== 'tests/repository.test.ts',
      )
      .flatMap((file) =>
        read(file)
          .split('\n')
          .map((line, index) => ({ line, where: `${file}:${index + 1}` }))
          .filter(({ line }) => tell.test(line))
          .map(
            ({ where }) =>
              `${where} names a path of one machine. Say it in words, or relative to the repository.`,
          ),
      )
    expect(told).toEqual([])
  })
})

describe('the documents', () => {
  it.each(documents)('%s links to files that exist', (document) => {
    const folder = path.posix.dirname(document)
    expect(fileLinks(read(document)).filter((link) => !exists(path.posix.join(folder, link)))).toEqual([])
  })

  it.each(documents)('%s names npm scripts that exist', (document) => {
    expect(npmScripts(read(document)).filter((name) => !(name in manifest.scripts))).toEqual([])
  })

  it('tell of every npm script', () => {
    const told = npmScripts(`${read('CONTRIBUTING.md')}${read('README.md')}`)
    expect(Object.keys(manifest.scripts).filter((name) => !told.includes(name))).toEqual([])
  })

  it('list the rooms as the checks know them, in the same order', () => {
    const told = tableAfter(read('ARCHITECTURE.md'), 'Room').map(([room, , libraries]) => ({
      place: room!.replaceAll('`', ''),
      libraries: libraries === 'any' ? 'any' : libraries === '–' ? [] : libraries!.split(', '),
    }))
    expect(told).toEqual(rooms)
  })

  it('say of each room truly whether it is there yet', () => {
    const untrue = tableAfter(read('ARCHITECTURE.md'), 'Room')
      .map(([room, , , today]) => ({ place: room!.replaceAll('`', ''), planned: today === 'planned' }))
      .filter(
        ({ place, planned }) =>
          planned === (place.endsWith('.ts') ? exists(place) : filesIn(place).length > 0),
      )
      .map(
        ({ place, planned }) =>
          `${place} is ${planned ? 'there, but told as planned' : 'told of, but empty'}`,
      )
    expect(untrue).toEqual([])
  })

  it('show the same session in the README as on the home page', () => {
    const session = transcript.map(
      ({ command, output }) => `$ ${command}\n${output === undefined ? '' : `${output}\n`}`,
    )
    expect(read('README.md')).toContain(`\`\`\`console\n${session.join('')}\`\`\``)
  })

  it('have a changelog entry for the version, or an unreleased one', () => {
    expect(read('CHANGELOG.md')).toMatch(/^## \[(Unreleased|\d+\.\d+\.\d+)\]/m)
    expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/)
  })

  it('come with the licence that the package names', () => {
    expect(read('LICENSE')).toContain('Apache License')
    expect(read('LICENSE')).toContain('Version 2.0, January 2004')
    expect(read('package.json')).toContain('"license": "Apache-2.0"')
  })
})

describe('the packages', () => {
  it('are pinned exactly, so that everybody runs the same', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
  })

  it('run no install script: each that has one is denied by name', () => {
    const names = Object.entries(lock.packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([place]) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length))
    expect(names.filter((name) => manifest.allowScripts[name] !== false)).toEqual([])
    expect(Object.values(manifest.allowScripts)).not.toContain(true)
  })

  it('are locked for every platform (npm run complete-lock adds what is missing)', () => {
    expect(completeLock(structuredClone(lock))).toEqual({ added: [], unclear: [] })
  })

  it('are locked to no registry: the one that a machine uses serves them', () => {
    expect(Object.values(lock.packages).filter(({ resolved }) => resolved)).toEqual([])
  })

  it('have scripts that a Windows command line understands', () => {
    const shellish = Object.entries(manifest.scripts).filter(([, line]) =>
      /[$'`;|<>]|\b(rm|cp|export)\b|^\w+=/.test(line),
    )
    expect(shellish).toEqual([])
  })
})

describe('the way to a newer Node', () => {
  it.each<[string, boolean]>([
    ['20.19.0', false],
    ['22.18.0', false],
    ['22.19.0', true],
    ['23.0.0', true],
    ['24.21.0', true],
  ])('Node %s runs the sources: %s', (version, enough) => {
    expect(isNewEnough(version)).toBe(enough)
  })

  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  }
  it.each<[string, object | undefined, boolean]>([
    ['nothing', undefined, false],
    ['all', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } }, true],
    ['all but what is for another platform', { 'node_modules/a': { version: '1.0.0' } }, true],
    ['an older version', { 'node_modules/a': { version: '0.9.0' } }, false],
    ['an older version of an optional package', { ...wanted, 'node_modules/b': { version: '1.9.0' } }, false],
    ['only the optional package', { 'node_modules/b': { version: '2.0.0' } }, false],
  ])('with %s installed', (_, present, installed) => {
    const folder = emptyFolder()
    writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }))
    if (present) {
      mkdirSync(path.join(folder, 'node_modules'))
      writeFileSync(
        path.join(folder, 'node_modules', '.package-lock.json'),
        JSON.stringify({ packages: present }),
      )
    }
    expect(isInstalled(folder)).toBe(installed)
  })

  it('installs again after an installation that broke off', () => {
    const folder = emptyFolder()
    mkdirSync(path.join(folder, 'node_modules'))
    writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }))
    writeFileSync(path.join(folder, 'node_modules', '.package-lock.json'), '{"packages": {"node_mod')
    expect(isInstalled(folder)).toBe(false)
  })
})

describe('the server', () => {
  it.each<[string, number]>([
    ['GET / HTTP/1.1', 200],
    ['GET /page/ HTTP/1.1', 200],
    ['GET /page HTTP/1.1', 301],
    ['HEAD / HTTP/1.1', 200],
    ['GET /nowhere HTTP/1.1', 404],
    ['GET /../secret.txt HTTP/1.1', 404],
    ['GET /%2e%2e/secret.txt HTTP/1.1', 404],
    ['GET /..%2fsecret.txt HTTP/1.1', 404],
    ['GET /..%2fsite-next-door/secret.txt HTTP/1.1', 404],
    ['GET //secret.txt HTTP/1.1', 404],
    ['GET /%zz HTTP/1.1', 404],
    ['GET /%00 HTTP/1.1', 404],
    ['POST / HTTP/1.1', 405],
  ])('answers %s with %i', async (line, status) => {
    const outside = emptyFolder()
    for (const place of ['site/page', 'site-next-door'])
      mkdirSync(path.join(outside, place), { recursive: true })
    writeFileSync(path.join(outside, 'secret.txt'), 'secret')
    writeFileSync(path.join(outside, 'site-next-door', 'secret.txt'), 'secret')
    writeFileSync(path.join(outside, 'site', 'index.html'), 'home')
    writeFileSync(path.join(outside, 'site', 'page', 'index.html'), 'page')
    const answer = await ask(path.join(outside, 'site'), line)
    expect(Number(answer.split(' ')[1])).toBe(status)
    expect(answer).not.toContain('secret')
  })

  it('leads to the folder of a page, from which its addresses go, and to no other server', async () => {
    const folder = emptyFolder()
    mkdirSync(path.join(folder, 'page', 'deep'), { recursive: true })
    for (const page of ['page', 'page/deep']) writeFileSync(path.join(folder, page, 'index.html'), 'page')
    const leadsTo = async (url: string) =>
      /^location: (.*)$/im.exec(await ask(folder, `GET ${url} HTTP/1.1`))?.[1]?.trim()
    expect(await leadsTo('/page?for=dns')).toBe('./page/?for=dns')
    expect(await leadsTo('/page/deep')).toBe('./deep/')
    expect(await leadsTo('//page')).toBe('./page/')
    expect(await leadsTo('/page/')).toBeUndefined()
  })

  it('listens to this machine alone', async () => {
    const { server, address } = await serveFolder(emptyFolder(), 0)
    onTestFinished(() => void server.close())
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    expect(server.address()).toMatchObject({ address: '127.0.0.1' })
  })

  it('says when the port is taken', async () => {
    const { server } = await serveFolder(emptyFolder(), 0)
    onTestFinished(() => void server.close())
    const { port } = server.address() as { port: number }
    await expect(serveFolder(emptyFolder(), port)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})

function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hopwise-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The raw answer to a raw request line, which no client has tidied up. */
async function ask(folder: string, line: string): Promise<string> {
  const { server, address } = await serveFolder(folder, 0)
  onTestFinished(() => void server.close())
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  socket.write(`${line}\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
  let answer = ''
  socket.on('data', (bytes) => {
    answer += bytes
  })
  await once(socket, 'close')
  return answer
}
