import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { type Machine, type } from './machine.ts'

await contract.need('s3api')

// S3 user guide, VirtualHosting; recorded of AWS CLI 2.36.

const read = (bucket: string) => `aws s3api get-object --bucket ${bucket} --key a/b.txt /dev/null`
const config = (text: string): Machine => ({ files: { '.aws/config': `[default]\n${text}` } })

describe('a request about a bucket goes to', () => {
  it.each<[string, string, string, Machine?]>([
    ['a name of the bucket’s own', read('my-box'), 'https://my-box.s3.us-east-1.amazonaws.com/'],
    [
      'that of another Region',
      `${read('my-box')} --region eu-west-1`,
      'https://my-box.s3.eu-west-1.amazonaws.com/',
    ],
    ['the plain name, with dots in the bucket’s', read('my.box'), 'https://s3.us-east-1.amazonaws.com/'],
    [
      'the endpoint that somebody names',
      `${read('my-box')} --endpoint-url https://bucket.vpce-1-a.s3.us-east-1.vpce.amazonaws.com`,
      'https://bucket.vpce-1-a.s3.us-east-1.vpce.amazonaws.com/',
    ],
    [
      'the plain name, to ask where the bucket is',
      'aws s3api get-bucket-location --bucket my-box',
      'https://s3.us-east-1.amazonaws.com/',
    ],
    ['the plain name, of no bucket', 'aws s3api list-buckets', 'https://s3.us-east-1.amazonaws.com/'],
    [
      'the plain name, where the profile wants it',
      read('my-box'),
      'https://s3.us-east-1.amazonaws.com/',
      config('s3 =\n    addressing_style = path\n'),
    ],
  ])('%s', (_, line, url, machine = {}) => {
    expect(type(line, machine).sent.map((one) => one.url)).toEqual([url])
  })

  it('a place that the message names where nobody answers', () => {
    const answer = () => ({ unreachable: 'connect-timeout' }) as const
    expect(type(read('my-box'), { answer }).stderr).toContain(
      'Connect timeout on endpoint URL: "https://my-box.s3.us-east-1.amazonaws.com/a/b.txt"',
    )
  })
})
