import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import type { World } from '../../network/notation/world.ts'

// The world of the guide's examples, and the path of its first one.

export const lab = `
  vpc main 10.0.0.0/16
  igw gate main
  subnet web main a 10.0.1.0/24
  subnet app main b 10.0.2.0/24
  group web-sg main | in tcp 22 0.0.0.0/0 | out all 0.0.0.0/0
  table public main web
  route public 0.0.0.0/0 gate
  host web-1 web 10.0.1.10 web-sg public
  host app-1 app 10.0.2.10 web-sg
`

export function aPath(world: World, more: object = {}): string {
  const { NetworkInsightsPathId = '' } = world.ask('CreateNetworkInsightsPath', {
    Source: world.id('gate'),
    Destination: world.id('web-1:instance'),
    Protocol: 'tcp',
    FilterAtSource: { DestinationPortRange: { FromPort: 22, ToPort: 22 } },
    ClientToken: 'path',
    ...more,
  }).NetworkInsightsPath!
  return NetworkInsightsPathId
}

export const start = (world: World, NetworkInsightsPathId: string, ClientToken = 'start') =>
  world.ask('StartNetworkInsightsAnalysis', { NetworkInsightsPathId, ClientToken }).NetworkInsightsAnalysis!

export const result = (world: World, id = ''): Ec2.NetworkInsightsAnalysis =>
  world.ask('DescribeNetworkInsightsAnalyses', { NetworkInsightsAnalysisIds: [id] })
    .NetworkInsightsAnalyses![0]!
