import { readParameterFile, UnreadableFile } from '../arguments/parameter-files.ts'
import { CliError, invalid } from '../errors.ts'
import type { CliHost, CliResult } from '../host.ts'
import type { Subcommand } from './subcommand.ts'
import { writeCredentials } from './write-config.ts'

// IAM user guide, "Managing access keys": the file that the console lets users download.
const headers = ['User Name', 'Access Key ID', 'Secret Access key'] as const

export function importCsv({ host, values }: Subcommand): CliResult {
  const rows = readRows(readCsv(String(values.get('csv')), host), values.get('skip-invalid') === true)
  const prefix = (values.get('profile-prefix') as string | undefined) ?? ''
  let stderr = ''
  for (const [name = '', accessKeyId = '', secretAccessKey = ''] of rows) {
    stderr ||= writeCredentials(host, prefix + name, {
      aws_access_key_id: accessKeyId,
      aws_secret_access_key: secretAccessKey,
    })
  }
  return { stdout: `Successfully imported ${rows.length} profile(s)\n`, stderr, exitCode: 0 }
}

function readCsv(value: string, host: CliHost): string {
  try {
    const content = readParameterFile(value, host)
    return content instanceof Uint8Array ? new TextDecoder().decode(content) : (content ?? value)
  } catch (error) {
    if (error instanceof UnreadableFile) throw invalid(`Error parsing parameter '--csv': ${error.message}`)
    throw error
  }
}

function readRows(csv: string, skipsInvalid: boolean): string[][] {
  if (csv.trim() === '') throw new CliError('Provided CSV contains no contents')
  const [head = '', ...lines] = csv.replace(/\r?\n$/, '').split(/\r?\n/)
  const present = head.split(',').map((name) =>
    name
      .replace(/^\ufeff/, '')
      .trim()
      .toLowerCase(),
  )
  const columns = headers.map((header) => {
    const column = present.indexOf(header.toLowerCase())
    if (column < 0) throw new CliError(`Expected header "${header}" not found`)
    return column
  })
  const rows: string[][] = []
  lines.forEach((line, i) => {
    const cells = line.split(',')
    const row = columns.map((column) => cells[column]?.trim() ?? '')
    const missing = headers.find((_, column) => row[column] === '')
    if (missing === undefined) rows.push(row)
    else if (!skipsInvalid) {
      throw new CliError(`Failed to parse entry #${i + 1}: Row missing value for header "${missing}"`)
    }
  })
  return rows
}
