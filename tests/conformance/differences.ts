const notCompiled = 'Lambda is not among the services whose model is compiled, and the command says so.'
const newerContract =
  'AWS’s clients, which the contract is compiled from, are newer than this CLI: they know more members and values.'
const noWire =
  'Answers reach the command as values, so there is no body on the wire that it could fail to parse.'

/** Recordings that our command does not repeat, each with the reason why. */
export const differences: Readonly<Record<string, string>> = {
  'a-144': notCompiled,
  'c-256': notCompiled,
  'b-152': 'The URL in the message is the endpoint: paths and queries are made below the command.',
  'b-168': noWire,
  'b-169': noWire,
  'b-127': newerContract,
  'd-075': newerContract,
  'd-085': newerContract,
  'd-086': newerContract,
  'd-087': newerContract,
  'd-057': 'The stub that it was recorded against answered DescribeVpcs as if it were AssumeRole.',
  'd-073': 'An alias that starts with ! runs a shell command, which the command says that it does not do.',
}
