// What help says about the options that every command has, in our words.

export const globalTexts: Readonly<Record<string, string>> = {
  debug: 'Print what the command does, step by step, to standard error.',
  'endpoint-url':
    "Send requests to this URL instead of to the service's own endpoint, for example to the DNS name of an interface endpoint.",
  'no-verify-ssl': 'Connect over TLS without verifying the certificate of the endpoint.',
  'no-paginate':
    'Make one call and print the first page of results, instead of calling until there are no more.',
  output: 'The format of what is printed.',
  query: 'A JMESPath expression that picks what is printed of the answer.',
  profile: 'The profile of the configuration and credentials files to use.',
  region: 'The Region to use, whatever the environment and the profile say.',
  version: 'Print the version of the command and stop.',
  color: 'Whether tables are coloured.',
  'no-sign-request': 'Send requests without a signature; no credentials are looked for.',
  'ca-bundle': 'A file of certificate authorities to verify endpoints with.',
  'cli-read-timeout': 'How many seconds to wait for an answer; 0 waits for ever. The default is 60.',
  'cli-connect-timeout': 'How many seconds to wait for a connection; 0 waits for ever. The default is 60.',
  'cli-binary-format':
    'How bytes are written in parameters: as base64, which is the default, or as they are. A file given with fileb:// is always read as it is, and a file given with file:// is read by this setting.',
  'no-cli-pager': 'Print straight to the terminal, without a pager.',
  'cli-auto-prompt': 'Ask for what the command line lacks. hopwise does not simulate this.',
  'no-cli-auto-prompt': 'Ask for nothing.',
  'cli-error-format': 'How errors are printed.',
}

/** By the name that stands first on the option's line. */
export const commonOptions: Readonly<Record<string, string>> = {
  'cli-input-json':
    'Reads arguments from the JSON or YAML document given, which has the form of what is printed by --generate-cli-skeleton. If other arguments are provided on the command line, they win over those of the document. Bytes are read as text, so they have to be in base64. Only one of the two can be given.',
  'generate-cli-skeleton':
    'Prints a JSON skeleton to standard output without sending a request. With no value or with input, it is a sample of the input, ready to be filled in and given to --cli-input-json; with yaml-input, the same in YAML, for --cli-input-yaml. With output, the arguments are checked and a sample of the answer is printed.',
}

export const pagingOptions: Readonly<Record<string, string>> = {
  'starting-token': 'Where to go on: the NextToken that an earlier, cut-off answer ended with.',
  'page-size':
    'How many items to ask the service for in each call. The output stays the same; smaller pages take more calls, each of them shorter.',
  'max-items':
    'How many items to print at most. When there are more, the output has a NextToken; give it to --starting-token to go on.',
}

/** AWS's sentences come from its published SDK; its licence asks for this to be said. */
export const notice =
  'The descriptions above are those of the AWS SDK for JavaScript, Copyright Amazon.com, Inc. or its affiliates, used under the Apache License, Version 2.0.'
