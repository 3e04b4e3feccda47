import { describe, expect, it } from 'vitest'
import { contract } from '../../simulator/api/contract.ts'
import { compare } from './compare.ts'
import { differences } from './differences.ts'
import { readRecordings, replay, servicesOf } from './replay.ts'

// Each recording of the AWS CLI 2.36 is typed again into ours, which must end, print and send the same.

const recordings = readRecordings()
for (const record of recordings) {
  for (const service of servicesOf(record, contract)) {
    await contract.need(service)
    await contract.needDocs(service)
  }
}

describe('aws behaves as recorded', () => {
  it.each(
    recordings
      .filter((record) => !(record.id in differences))
      .map((record) => [record.id, record.argv, record]),
  )('%s %s', (_id, _argv, record) => {
    expect(compare(record, replay(record, contract))).toEqual([])
  })
})

describe('what is declared different', () => {
  it('is among the recordings and really differs', () => {
    const agreeing = Object.keys(differences).filter((id) => {
      const record = recordings.find((candidate) => candidate.id === id)
      return !record || compare(record, replay(record, contract)).length === 0
    })
    expect(agreeing).toEqual([])
  })
})
