import { resolve } from '../files.ts'
import { type LabCommand, problem, said } from './command.ts'

const text = { encode: new TextEncoder(), decode: new TextDecoder() }

export const exportLab: LabCommand = {
  name: 'export',
  usage: '[FILE]',
  summary: 'write the whole lab into a file',
  isVerbatim: true,
  run([path], lab, { files, cwd }) {
    const saved = lab.save()
    if (path === undefined) return said(saved)
    try {
      files.write(resolve(cwd, path), text.encode.encode(saved))
    } catch {
      return problem(`cannot write ${path}`)
    }
    return said(`The lab is in ${path}, ${Math.ceil(saved.length / 1024)} KiB.`)
  },
}

export const importLab: LabCommand = {
  name: 'import',
  usage: 'FILE',
  summary: 'go on with a lab out of a file',
  async run([path], lab, { files, cwd, stdin }) {
    if (path === undefined && !stdin.length) return problem('import wants a file: lab import lab.json', 2)
    const bytes = path === undefined || path === '-' ? stdin : files.read(resolve(cwd, path))
    if (!bytes) return problem(`there is no file ${path}`)
    try {
      await lab.replace(text.decode.decode(bytes))
    } catch (thrown) {
      if (thrown instanceof Error)
        return problem(`${path ?? 'This'} is no lab that was exported: ${thrown.message}`)
      throw thrown
    }
    return said('The lab is as it was when it was exported. lab undo takes that back.')
  },
}
