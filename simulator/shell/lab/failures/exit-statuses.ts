import type { WireFailure } from './on-the-wire.ts'

// What tools say by the number that they end with: `echo $?`.

export interface ExitStatus {
  readonly means: string
  /** The failure behind it. */
  readonly see?: WireFailure
  readonly look?: string
}

export const exitStatuses: Readonly<Record<string, Readonly<Record<number, ExitStatus>>>> = {
  curl: {
    1: { means: 'The URL begins with a protocol that curl does not speak.', look: 'curl --help' },
    2: { means: 'An option is wrong, or lacks its value.', look: 'curl --help' },
    3: {
      means:
        'The URL is malformed: often a blank or a bracket that the shell or curl takes for something else.',
    },
    5: { means: 'The name of the proxy could not be resolved.', see: 'no-such-name' },
    6: { means: 'The name of the host could not be resolved.', see: 'no-such-name' },
    7: { means: 'No connection: refused at once, or no way to the address.', see: 'refused' },
    22: {
      means:
        'The server answered with a status of 400 or more, and -f was given. Without -f the body tells more.',
    },
    23: { means: 'What came could not be written: no room, no right, or the pipe was closed.' },
    26: { means: 'A file that was to be sent could not be read.' },
    28: { means: 'The time was up: nothing came in the time that there was.', see: 'time-out' },
    35: { means: 'The TLS handshake failed.', see: 'tls-handshake' },
    47: { means: 'There were too many redirects: two addresses lead to each other.' },
    52: { means: 'The server hung up without an answer.', see: 'empty-reply' },
    56: { means: 'The connection was reset while an answer was awaited.', see: 'reset' },
    60: { means: 'The certificate of the server was not accepted.', see: 'certificate' },
  },
  aws: {
    1: { means: 'aws s3: at least one file could not be transferred. Each of them has a line of its own.' },
    2: { means: 'aws s3: some files were skipped: they are not readable, or no files.' },
    130: { means: 'Ctrl-C ended the command.' },
    252: {
      means:
        'The command line is wrong: an unknown option, a value of the wrong form, a parameter that is missing. Nothing was sent.',
      look: 'aws SERVICE OPERATION help',
    },
    253: {
      means:
        'The configuration is not enough: no credentials, no Region, or no profile of that name. Nothing was sent.',
      look: 'aws configure list',
    },
    254: {
      means:
        'The request was sent, and the service answered with an error. The code in brackets tells which: lab explain CODE.',
    },
    255: {
      means:
        'No answer at all: the endpoint could not be reached, a waiter gave up, or something else went wrong on this side.',
      see: 'time-out',
    },
  },
  ssh: {
    255: {
      means:
        'ssh itself failed: no connection, or nobody let you in. Any other status is that of the remote command.',
      see: 'time-out',
    },
  },
  dig: {
    1: { means: 'The command line is wrong.', look: 'dig -h' },
    9: { means: 'No server answered. With any answer, NXDOMAIN too, dig ends with 0.', see: 'no-dns-answer' },
    10: { means: 'An internal error of dig.' },
  },
  host: { 1: { means: 'The name was not found, or no server answered.', see: 'no-such-name' } },
  nslookup: { 1: { means: 'The name was not found, or no server answered.', see: 'no-such-name' } },
  getent: { 2: { means: 'The database has no such key: the name has no address.', see: 'no-such-name' } },
  nc: { 1: { means: 'No connection, or it was closed with an error. -v says why.', see: 'refused' } },
  ncat: { 1: { means: 'No connection. The message says why.', see: 'refused' } },
  telnet: { 1: { means: 'No connection, or the other side closed it.', see: 'refused' } },
  ping: {
    1: { means: 'No echo came back. VPC endpoints and load balancers never send one: try nc -vz HOST PORT.' },
    2: { means: 'The name could not be resolved, or an option is wrong.', see: 'no-such-name' },
  },
  wget: {
    1: { means: 'The command line is wrong, or something that has no status of its own.' },
    3: { means: 'A file could not be written.' },
    4: { means: 'No connection, or the name could not be resolved.', see: 'refused' },
    5: { means: 'The certificate of the server was not accepted.', see: 'certificate' },
    8: { means: 'The server answered with an error: a status of 400 or more.' },
  },
  psql: {
    1: { means: 'psql itself failed, or the statement of -c did.' },
    2: { means: 'The connection could not be made, or was lost. The message says why.', see: 'time-out' },
    3: { means: 'A script with ON_ERROR_STOP came to an error.' },
  },
  mysql: { 1: { means: 'No connection, or the statement failed. The message says why.', see: 'time-out' } },
  timeout: { 124: { means: 'The command ran longer than it was given.', see: 'time-out' } },
  bash: {
    1: {
      means:
        'The last command says that it failed, or that the answer is no: grep found nothing, test is false.',
    },
    2: { means: 'The syntax is wrong, or a builtin was used wrongly.' },
    126: {
      means: 'The command was found and cannot be run: it lacks the right to (chmod +x), or is a directory.',
    },
    127: { means: 'There is no command of that name.', look: 'help' },
    130: { means: 'Ctrl-C ended it (128 and 2, the number of the signal).' },
    137: { means: 'It was killed (128 and 9, the number of the signal).' },
    141: {
      means: 'It wrote into a pipe that nobody reads any more (128 and 13). Behind head, that is no fault.',
    },
    143: { means: 'It was asked to end (128 and 15, the number of the signal).' },
  },
}
