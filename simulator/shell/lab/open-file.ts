import { resolve } from '../files.ts'
import { type LabCommand, problem, said } from './command.ts'

export const open: LabCommand = {
  name: 'open',
  usage: 'FILE',
  summary: 'open a file in the editor of the page',
  async run([name, ...more], _, { cwd, files, machine, openFile }) {
    if (name === undefined || more.length) return problem('open wants one file: lab open policy.json', 2)
    const path = resolve(cwd, name)
    const entry = files.stat(path)
    if (entry?.kind === 'directory') return problem(`${name} is a directory`)
    const folder = files.stat(resolve(path, '..'))
    if (!entry && folder?.kind !== 'directory') return problem(`There is no directory for ${name}`)
    if (openFile) {
      await openFile({ host: machine.id, path, isNew: !entry })
      return said('')
    }
    const quoted = /^[\w@%+=:,./-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`
    return problem(
      [
        "the editor belongs to the lab's page in a browser, and this is a terminal alone. Here:",
        ...(entry ? [`  cat ${quoted}`, `  sed -i 's/old/new/' ${quoted}`] : []),
        `  cat >${quoted} <<'END'        ${entry ? 'writes it anew' : 'writes it'}, up to a line END`,
      ].join('\n'),
    )
  },
}
