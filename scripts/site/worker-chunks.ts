import type { Rolldown } from 'vite'

// Each file that the lab's worker asks for is a round trip, and what it imports another one behind it. So what every lab
// asks for before its prompt comes in one piece, what its first line asks for is there with it, and what several operations
// share comes in one piece, too.

/** What exists in the worlds of several scenarios, by its services; STS, whom everybody asks; and what each line of bash ends with. */
const opening =
  /\/simulator\/services\/(?:(?:elbv2|iam|route53|s3api)\/index\.ts$|sts\/)|\/(?:sts\.model\.json(?:\?answered)?|privatelink-services\.json)$|\/just-bash\/.*\/(?:alias|echo)-\w+\.js$|hopwise:nothing$/

/** Lines want the first without the second; what goals and mends want is more than twice as much. */
const ofServices = /\/simulator\/(?:services|policy)\//
const ofNetwork = /\/simulator\/network\//

export const workerChunks: Rolldown.CodeSplittingOptions = {
  groups: [
    { name: 'lab', tags: ['$initial'], priority: 3 },
    { name: 'opening', test: opening, priority: 2 },
    { name: 'shared', test: ofServices, minShareCount: 3, priority: 1 },
    { name: 'walks', test: ofNetwork, minShareCount: 3, priority: 1 },
  ],
}
