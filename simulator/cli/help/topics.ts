import { page } from './page.ts'

interface Topic {
  readonly name: string
  readonly about: string
  /** A paragraph, or lines as they are. */
  readonly parts: readonly (string | readonly string[])[]
}

// AWS CLI user guide, "Command line return codes" and "Configuration and credential file settings".
const topics: readonly Topic[] = [
  {
    name: 'config-vars',
    about: 'The settings of the command, and where each is read from',
    parts: [
      'A setting is looked for on the command line, then in the environment, then in the files ~/.aws/config and ~/.aws/credentials. The first one found counts.',
      'The main settings, each as option, environment variable and key of a profile:',
      [
        'credentials    AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,',
        '               AWS_SESSION_TOKEN; aws_access_key_id, ...',
        'profile        --profile, AWS_PROFILE',
        'region         --region, AWS_REGION, AWS_DEFAULT_REGION; region',
        'output format  --output, AWS_DEFAULT_OUTPUT; output',
        'endpoint       --endpoint-url, AWS_ENDPOINT_URL; endpoint_url',
        'pager          --no-cli-pager, AWS_PAGER; cli_pager',
        'error format   --cli-error-format, AWS_CLI_ERROR_FORMAT;',
        '               cli_error_format',
        'bytes          --cli-binary-format; cli_binary_format',
        'timestamps     cli_timestamp_format',
        'other files    AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE',
      ],
      'A profile with role_arn and source_profile is used by assuming that role.',
    ],
  },
  {
    name: 'return-codes',
    about: 'What the exit status of a command says',
    parts: [
      [
        '0     The command succeeded.',
        '1     A command of s3 failed for some of its files, or',
        '      configure get found no such value.',
        '2     A command of s3 skipped some of its files.',
        '130   It was interrupted.',
        '252   The command line is wrong: an unknown command or option,',
        '      a missing or malformed argument. No request was sent.',
        '253   The Region, the credentials or the configuration are',
        '      missing or wrong. No request was sent.',
        '254   The service answered with an error.',
        '255   Anything else: no connection, a waiter that gave up, or',
        '      something that hopwise does not simulate.',
      ],
    ],
  },
]

/** `aws help topics`, or the topic of that name; undefined when there is none. */
export function topicPage(name: string): string | undefined {
  if (name === 'topics') return listPage()
  const topic = topics.find((candidate) => candidate.name === name)
  if (!topic) return undefined
  const paper = page(topic.name)
  paper.heading('NAME')
  paper.paragraph(`${topic.name} - ${topic.about}`)
  paper.heading('DESCRIPTION')
  for (const part of topic.parts) {
    if (typeof part === 'string') paper.paragraph(part)
    else paper.literal(part)
  }
  return paper.text()
}

function listPage(): string {
  const paper = page('AWS CLI Topic Guide')
  paper.heading('NAME')
  paper.paragraph('AWS CLI Topic Guide -')
  paper.heading('DESCRIPTION')
  paper.paragraph(
    'Topics explain what concerns every command. To read one, run aws help with its name, as in aws help return-codes.',
  )
  paper.heading('AVAILABLE TOPICS')
  paper.subheading('General')
  for (const { name, about } of topics) paper.bullet(`${name}: ${about}`)
  return paper.text()
}
