import { describe, expect, it } from 'vitest'
import { shorten, spoken } from '../../../../../src/lab/topology/shorten.ts'

describe('a text for which there is little room', () => {
  it.each([
    ['is whole where it fits', '10.0.1.10', '10.0.1.10'],
    ['ends behind a whole address', '10.62.1.10 · 44.215.221.130', '10.62.1.10 …'],
    ['ends behind a whole word', 'records of the claims department', 'records of the …'],
    ['is cut where it is one word', 'com.amazonaws.us-east-1.execute-api', 'com.amazonaws.us-e…'],
    ['is cut where its first word is next to nothing', 'a com.amazonaws.us-east-1', 'a com.amazonaws.us…'],
  ])('%s', (_, text, shown) => {
    expect(shorten(text, 19)).toBe(shown)
  })
})

describe('the name of a thing', () => {
  it('is what is seen of it, by which one can ask for it', () => {
    expect(spoken('instance', 'web-1', 17, '10.0.1.10')).toBe('instance web-1 10.0.1.10')
  })

  it('has what is cut off behind what is seen', () => {
    expect(spoken('instance', 'report-builder-of-the-night', 17, '10.0.1.10')).toBe(
      'instance report-builder-o… 10.0.1.10 report-builder-of-the-night',
    )
  })
})
