import type { OwnPage } from './own-page.ts'

// AWS CLI user guide, "Configuration and credential file settings".
export const configurePages: Readonly<Record<string, OwnPage>> = {
  configure: {
    description: [
      'Set up the command: the keys that sign requests, the Region they go to, and the output format. Run without a subcommand, it asks for each and shows the value that there is; Enter keeps it.',
      'Keys are written to ~/.aws/credentials, everything else to ~/.aws/config. With --profile the values belong to the profile of that name, and otherwise to the profile called default.',
    ],
    extra: {
      title: 'CONFIGURATION VARIABLES',
      parts: [
        'The settings that it asks for, by their names in the files:',
        ['aws_access_key_id', 'aws_secret_access_key', 'region', 'output'],
        'All others can be written with aws configure set. See aws help config-vars.',
      ],
    },
    synopsis: ['aws configure [--profile profile-name]'],
    options: [],
    examples: [
      'To set up the profile called default:',
      [
        '$ aws configure',
        'AWS Access Key ID [None]: AKIAIOSFODNN7EXAMPLE',
        'AWS Secret Access Key [None]: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
        'Default region name [None]: eu-west-1',
        'Default output format [None]: json',
      ],
    ],
  },
  'configure set': {
    description: [
      'Write one setting to the configuration files.',
      'The name of a setting may stand alone, or with the profile that it belongs to in front, as in profile.testing.region. Keys are written to ~/.aws/credentials, everything else to ~/.aws/config; a file that does not exist is made.',
    ],
    synopsis: ['aws configure set varname value [--profile profile-name]'],
    options: [
      'varname (string) The name of the setting.',
      'value (string) What it is set to.',
      '--sso-session | --services (string) The name of the sub-section to configure, in place of a profile.',
    ],
    global: true,
    examples: [
      'To set the Region of the default profile, and of one called testing:',
      ['$ aws configure set region eu-west-1', '$ aws configure set region us-east-1 --profile testing'],
    ],
  },
  'configure get': {
    description: [
      'Print one setting from the configuration files; nothing else is looked at. When there is no such setting, nothing is printed and the exit status is 1.',
    ],
    synopsis: ['aws configure get varname [--profile profile-name]'],
    options: [
      'varname (string) The name of the setting.',
      '--sso-session | --services (string) The name of the sub-section to read, in place of a profile.',
    ],
    global: true,
    examples: ['To print the Region of the default profile:', ['$ aws configure get region', 'eu-west-1']],
  },
  'configure list': {
    description: [
      'Show the profile, the keys and the Region that a command would use now, and where each was found. All but the end of a key is hidden.',
    ],
    synopsis: ['aws configure list [--profile profile-name]'],
    options: [],
    global: true,
    examples: ['To see what is in use:', ['$ aws configure list']],
  },
  'configure list-profiles': {
    description: ['Print the names of the profiles in the configuration and credentials files.'],
    synopsis: ['aws configure list-profiles'],
    options: [],
    global: true,
    examples: ['To list them:', ['$ aws configure list-profiles', 'default', 'testing']],
  },
  'configure import': {
    description: [
      'Read keys from a CSV file that the console made, and write each to the profile named as its user.',
    ],
    synopsis: ['aws configure import --csv file://path [--skip-invalid] [--profile-prefix prefix]'],
    options: [
      '--csv (string) The file, as file:// and its path.',
      '--skip-invalid (boolean) Pass over lines that hold no keys.',
      '--profile-prefix (string) What to put in front of each name.',
    ],
    global: true,
    examples: ['To import a file:', ['$ aws configure import --csv file://credentials.csv']],
  },
  'configure export-credentials': {
    description: ['Print the credentials that a command would use now, in a form that other programs read.'],
    synopsis: ['aws configure export-credentials [--profile profile-name] [--format format]'],
    options: [
      '--format (string) One of process, env, env-no-export, powershell, windows-cmd and fish. The default is process.',
    ],
    global: true,
    examples: [
      'To put them into the environment:',
      ['$ eval "$(aws configure export-credentials --format env)"'],
    ],
  },
}
