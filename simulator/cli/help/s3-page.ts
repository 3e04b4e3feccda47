import type { OwnPage } from './own-page.ts'

// AWS CLI user guide, "Using high-level (s3) commands".
export const s3Page: OwnPage = {
  description: [
    'Commands that work on files and objects, many at a time, where aws s3api has one command for each operation of the API. All but website are simulated; each sends the requests of aws s3api.',
    { title: 'Path Argument Type' },
    'A path is local, as the shell has it, or an S3 URI: s3://bucket/key, with the name of a bucket, the ARN of an access point, or its alias in place of bucket.',
    { title: 'Order of Path Arguments' },
    'A command takes one or two paths. Where there are two, the first is where things come from and the second where they go to; at least one of them is an S3 URI. A command with one path works on what is there.',
    { title: 'Use of Exclude and Include Filters' },
    'Commands that work on many objects take --exclude and --include, as often as needed, with patterns in which * is any text, ? any character and [...] any character in the brackets. What comes later on the line wins, and everything is included to begin with.',
  ],
  synopsis: 'aws s3 <Command> [<Arg> ...]',
  options: [],
}
