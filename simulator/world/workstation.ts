/** Where requests come from when nobody says otherwise: the learner's own machine, as AWS sees it. */
export const workstation = { sourceIp: '203.0.113.10', userAgent: 'aws-cli/2.36.7' } as const
