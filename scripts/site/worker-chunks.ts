import type { Rolldown } from 'vite'

// Each file that the lab's worker asks for is a round trip, and what it imports another one behind it. So what every lab
// asks for before its prompt comes in one piece, what its first line asks for is there with it, and what several operations
// share comes in one piece, too.

/** What exists in the worlds of scenarios, by its services; STS, whom everybody asks; and what each line of bash ends with. */
const opening =
  /\/simulator\/services\/(?:(?:directconnect|elbv2|iam|route53|s3api)\/index\.ts$|sts\/)|\/(?:sts\.model\.json(?:\?answered)?|privatelink-services\.json)$|\/just-bash\/.*\/(?:alias|echo)-\w+\.js$|hopwise:nothing$/

const shared = /\/simulator\/(?:services|policy|network)\//

export const workerChunks: Rolldown.CodeSplittingOptions = {
  groups: [
    { name: 'lab', tags: ['$initial'], priority: 3 },
    { name: 'opening', test: opening, priority: 2 },
    { name: 'shared', test: shared, minShareCount: 3, priority: 1 },
  ],
}
