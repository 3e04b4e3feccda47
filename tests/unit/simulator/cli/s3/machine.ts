import { contract } from '../../../../../simulator/api/contract.ts'
import { aws } from '../../../../../simulator/cli/aws.ts'
import { needHelp } from '../../../../../simulator/cli/help/later.ts'
import { needOwnCommands } from '../../../../../simulator/cli/own-commands-later.ts'
import { Files } from '../../../../../simulator/shell/files.ts'
import { MemoryFiles } from '../../../../../simulator/shell/memory-files.ts'
import { splitWords } from '../../../../conformance/words.ts'
import { account, testCloud } from '../../services/cloud.ts'

await Promise.all([contract.need('s3api'), needHelp(), needOwnCommands()])

/** A machine with files, in front of a cloud with one bucket, `box`. */
export function machineWithBucket(texts: Readonly<Record<string, string>> = {}) {
  const { cloud } = testCloud('s3-commands')
  const files = new Files(new MemoryFiles(), () => cloud.now)
  const home = '/home/learner'
  files.makeDirectory(home, true)
  const encoder = new TextEncoder()
  for (const [name, text] of Object.entries(texts)) {
    const path = `${home}/${name}`
    files.makeDirectory(path.slice(0, path.lastIndexOf('/')), true)
    files.write(path, encoder.encode(text))
  }
  const type = (line: string, stdin = '') => {
    const { stdout, stderr, exitCode } = aws(splitWords(line).slice(1), {
      contract,
      env: {
        AWS_ACCESS_KEY_ID: `AKIA${account}`,
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_DEFAULT_REGION: 'us-east-1',
      },
      cwd: home,
      home,
      files,
      stdin: encoder.encode(stdin),
      now: () => cloud.now,
      sleep: (seconds) => cloud.advance(seconds),
      uuid: () => '00000000-0000-4000-8000-000000000000',
      send: (request) => cloud.send(request),
    })
    return { stdout, stderr, exitCode }
  }
  /** The line's output; it must end well. */
  const says = (line: string, stdin?: string): string => {
    const { stdout, stderr, exitCode } = type(line, stdin)
    if (exitCode !== 0 || stderr !== '') throw new Error(`${line} ended with ${exitCode}: ${stderr}`)
    return stdout
  }
  says('aws s3 mb s3://box')
  return {
    cloud,
    files,
    type,
    says,
    text: (name: string) => new TextDecoder().decode(files.read(`${home}/${name}`)),
    keys: () =>
      says('aws s3 ls --recursive s3://box')
        .split('\n')
        .slice(0, -1)
        .map((row) => row.slice(31)),
  }
}
