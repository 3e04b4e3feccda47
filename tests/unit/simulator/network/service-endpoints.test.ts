import { expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { reachService } from '../../../../simulator/network/session/reach-service.ts'
import { endpointHost, isServiceInRegion } from '../../../../simulator/world/catalogue/endpoints.ts'
import { regions } from '../../../../simulator/world/catalogue/regions.ts'
import { testCloud } from '../services/cloud.ts'

const { cloud } = testCloud()

const places = contract.services.flatMap((service) =>
  regions.filter(({ code }) => isServiceInRegion(service, code)).map(({ code }) => [service, code] as const),
)

it('every service’s endpoint in every Region is reached from the internet, and is that service', () => {
  const lost = places.filter(([service, region]) => {
    const url = `https://${endpointHost({ service, region, accountId: '123456789012' })}/`
    const request = { service, operation: '', input: {}, region, credentials: undefined, url }
    const reached = reachService(cloud.fabric, { kind: 'internet' }, request)
    return 'unreachable' in reached || reached.strayedTo !== undefined
  })
  expect(lost).toEqual([])
})
