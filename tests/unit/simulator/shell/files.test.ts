import { describe, expect, it } from 'vitest'
import { FileError, Files, resolve } from '../../../../simulator/shell/files.ts'
import { MemoryFiles } from '../../../../simulator/shell/memory-files.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (content: Uint8Array | undefined) => content && new TextDecoder().decode(content)

describe('files', () => {
  const open = () => {
    const files = new Files(new MemoryFiles(), () => 5)
    files.makeDirectory('/a/b', true)
    files.write('/a/f', bytes('one'))
    return files
  }

  it('reads what was written, and nothing where nothing is', () => {
    const files = open()
    files.append('/a/f', bytes(' two'))
    expect(text(files.read('/a/f'))).toBe('one two')
    expect(files.read('/a/none')).toBeUndefined()
    expect(files.read('/a/b')).toBeUndefined()
    expect(files.stat('/a/f')).toMatchObject({ kind: 'file', mode: 0o644, modified: 5 })
  })

  it('lists names in order', () => {
    const files = open()
    files.write('/a/A', bytes(''))
    expect(files.list('/a')).toEqual(['A', 'b', 'f'])
  })

  it('follows links, and finds what they lead to', () => {
    const files = open()
    files.link('../f', '/a/b/l')
    files.link('/a/b', '/d')
    expect(text(files.read('/d/l'))).toBe('one')
    expect(files.realPath('/d/l')).toBe('/a/f')
    files.write('/d/l', bytes('through'))
    expect(text(files.read('/a/f'))).toBe('through')
    expect(files.lstat('/d/l')).toMatchObject({ kind: 'link', target: '../f' })
  })

  it('has a device that takes everything and gives nothing', () => {
    const files = new Files(new MemoryFiles(), () => 5)
    files.write('/dev/null', bytes('gone'))
    files.touch('/dev/null', 1)
    expect(text(files.read('/dev/null'))).toBe('')
  })

  it('copies and moves whole directories', () => {
    const files = open()
    files.copy('/a', '/copy', true)
    files.move('/a', '/moved')
    expect([text(files.read('/copy/f')), text(files.read('/moved/f')), files.stat('/a')]).toEqual([
      'one',
      'one',
      undefined,
    ])
  })

  it('removes only what it may', () => {
    const files = open()
    expect(() => files.remove('/a')).toThrow('ENOTEMPTY: directory not empty')
    files.remove('/a', { recursive: true })
    expect(files.stat('/a/f')).toBeUndefined()
    files.remove('/a', { force: true })
  })

  it.each<[string, FileError['code'], (files: Files) => void]>([
    ['writing below a missing directory', 'ENOENT', (files) => files.write('/x/y', bytes(''))],
    ['writing below a file', 'ENOTDIR', (files) => files.write('/a/f/y', bytes(''))],
    ['writing to a directory', 'EISDIR', (files) => files.write('/a/b', bytes(''))],
    ['making a directory twice', 'EEXIST', (files) => files.makeDirectory('/a/b')],
    ['listing a file', 'ENOTDIR', (files) => files.list('/a/f')],
    ['moving a directory into itself', 'EINVAL', (files) => files.move('/a', '/a/b/c')],
    [
      'links in a circle',
      'ELOOP',
      (files) => {
        files.link('/y', '/x')
        files.link('/x', '/y')
        files.read('/x')
      },
    ],
  ])('refuses %s', (_, code, act) => {
    const files = open()
    expect(() => act(files)).toThrow(FileError)
    const other = open()
    expect(() => act(other)).toThrow(expect.objectContaining({ code }))
  })
})

describe('a path', () => {
  it.each([
    ['/home/a', 'b', '/home/a/b'],
    ['/home/a', '../c/./d/', '/home/c/d'],
    ['/home', '/etc//x', '/etc/x'],
    ['/', '../..', '/'],
  ])('%s and %s make %s', (base, path, expected) => expect(resolve(base, path)).toBe(expected))
})
