import { columns, type LabCommand, problem, said } from './command.ts'
import type { LabControl } from './control.ts'
import { tellMoment } from './times.ts'

export const undo: LabCommand = {
  name: 'undo',
  summary: 'take the last step back: world, files and clock',
  run(_, lab) {
    const undone = lab.undo()
    return undone === undefined ? problem('There is nothing to undo.') : said(`Undone: ${firstLine(undone)}`)
  },
}

export const redo: LabCommand = {
  name: 'redo',
  summary: 'redo what was undone',
  run(_, lab) {
    const done = lab.redo()
    return done === undefined ? problem('There is nothing to redo.') : said(`Redone: ${firstLine(done)}`)
  },
}

const firstLine = (text: string): string => {
  const [first = '', ...more] = text.split('\n')
  return more.length ? `${first} …` : first
}

/** More than a screen of them is rarely wanted. */
const usual = 20

export const timeline: LabCommand = {
  name: 'timeline',
  usage: '[--all]',
  summary: 'the steps so far, each with its number',
  run(args, lab) {
    const moments = lab.timeline()
    const shown = args.includes('--all') ? moments : moments.slice(-usual)
    const rows = shown.map(({ id, at, label, checkpoints, isCurrent }) => [
      isCurrent ? '*' : ' ',
      String(id),
      tellMoment(at).slice(11, 19),
      `${firstLine(label)}${checkpoints.length ? `   [${checkpoints.join(', ')}]` : ''}`,
    ])
    const more = moments.length - shown.length
    return said(`${more ? `  … ${more} before: lab timeline --all\n` : ''}${columns(rows, '')}`)
  },
}

export const checkpoint: LabCommand = {
  name: 'checkpoint',
  usage: 'NAME',
  summary: 'give this moment a name to come back to',
  run([name, ...more], lab) {
    if (name === undefined || more.length)
      return problem('checkpoint wants one name: lab checkpoint before-peering', 2)
    lab.checkpoint(name)
    return said(`This moment is called ${name}. lab goto ${name} comes back to it.`)
  },
}

export const goto: LabCommand = {
  name: 'goto',
  usage: 'NAME|N',
  summary: 'go to a checkpoint or to a step of the timeline',
  run([target], lab) {
    if (target === undefined) return problem('goto wants a checkpoint or the number of a step', 2)
    const isThere = lab.goto(target) || (/^\d+$/.test(target) && lab.goto(Number(target)))
    if (isThere) return said(`It is ${tellMoment(lab.cloud.now)} again.`)
    const names = checkpointsOf(lab)
    const known = names.length ? ` Checkpoints: ${names.join(', ')}.` : ' There are no checkpoints yet.'
    return problem(`There is no moment "${target}".${known}`)
  },
  complete: checkpointsOf,
}

function checkpointsOf(lab: LabControl): string[] {
  return lab.timeline().flatMap(({ checkpoints }) => checkpoints)
}
