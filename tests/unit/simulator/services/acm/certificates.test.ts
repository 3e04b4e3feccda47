import { beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { Acm } from '../../../../../simulator/api/generated/types.d.ts'
import { otherAccount, type TestCloud, testCloud } from '../cloud.ts'

await contract.need('acm')

let world: TestCloud

beforeEach(() => {
  world = testCloud()
})

const request = (input: Partial<Acm.RequestCertificateRequest> = {}) =>
  world.call('acm', 'RequestCertificate', {
    DomainName: 'orders.example.com',
    ValidationMethod: 'DNS',
    ...input,
  }).CertificateArn!
const certificate = (CertificateArn: string) =>
  world.call('acm', 'DescribeCertificate', { CertificateArn }).Certificate!
const bytes = (text: string) => new TextEncoder().encode(text)

describe('a certificate that is asked for', () => {
  it('waits for its CNAME, which a wildcard shares, and is then issued', () => {
    const arn = request({ SubjectAlternativeNames: ['*.orders.example.com', 'shop.example.com'] })
    const pending = certificate(arn)
    expect(pending).toMatchObject({
      Status: 'PENDING_VALIDATION',
      Type: 'AMAZON_ISSUED',
      KeyAlgorithm: 'RSA_2048',
    })
    expect(pending.SubjectAlternativeNames).toHaveLength(3)
    const [own, wildcard, other] = pending.DomainValidationOptions!
    expect(own?.ResourceRecord?.Name).toMatch(/^_[0-9a-f]{32}\.orders\.example\.com\.$/)
    expect(own?.ResourceRecord?.Value).toMatch(/\.acm-validations\.aws\.$/)
    expect(wildcard?.ResourceRecord).toEqual(own?.ResourceRecord)
    expect(other?.ResourceRecord).not.toEqual(own?.ResourceRecord)
    world.pass(600)
    expect(certificate(arn)).toMatchObject({ Status: 'ISSUED', IssuedAt: '2026-11-02T09:03:00.000Z' })
    expect(certificate(arn).DomainValidationOptions?.map((one) => one.ValidationStatus)).toEqual([
      'SUCCESS',
      'SUCCESS',
      'SUCCESS',
    ])
  })

  it('by e-mail names who is written to', () => {
    const [validation] = certificate(request({ ValidationMethod: 'EMAIL' })).DomainValidationOptions!
    expect(validation?.ValidationEmails).toContain('admin@orders.example.com')
  })

  it('with the same token is the same', () => {
    const arn = request({ IdempotencyToken: 'abc' })
    expect(request({ IdempotencyToken: 'abc' })).toBe(arn)
    expect(request({ IdempotencyToken: 'abd' })).not.toBe(arn)
  })

  it('is refused for what is no domain, and for too many', () => {
    const refused = (input: Acm.RequestCertificateRequest) =>
      world.refusedBy('acm', 'RequestCertificate', input)
    const SubjectAlternativeNames = Array.from({ length: 10 }, (_, i) => `n${i}.example.com`)
    expect(refused({ DomainName: 'example.com', SubjectAlternativeNames })).toMatch(/^LimitExceededException/)
    expect(refused({ DomainName: '-bad-.example.com' })).toMatch(/Exception/)
  })
})

describe('certificates', () => {
  it('are listed by state, newest first, RSA ones unless asked', () => {
    const first = request()
    world.pass(600)
    const second = request({ DomainName: 'b.example.com' })
    request({ DomainName: 'c.example.com', KeyAlgorithm: 'EC_prime256v1' })
    const listed = (input: Acm.ListCertificatesRequest) =>
      world.call('acm', 'ListCertificates', input).CertificateSummaryList?.map((one) => one.CertificateArn)
    expect(listed({})).toEqual([second, first])
    expect(listed({ CertificateStatuses: ['ISSUED'] })).toEqual([first])
    expect(listed({ Includes: { keyTypes: ['EC_prime256v1'] } })).toHaveLength(1)
  })

  it('are their owner’s, have tags, and go', () => {
    const CertificateArn = request({ Tags: [{ Key: 'a', Value: '1' }] })
    expect(world.refusedBy('acm', 'DescribeCertificate', { CertificateArn }, { account: otherAccount })).toBe(
      `ResourceNotFoundException: Could not find certificate ${CertificateArn}.`,
    )
    world.call('acm', 'AddTagsToCertificate', { CertificateArn, Tags: [{ Key: 'b', Value: '2' }] })
    world.call('acm', 'RemoveTagsFromCertificate', { CertificateArn, Tags: [{ Key: 'a', Value: 'other' }] })
    expect(world.call('acm', 'ListTagsForCertificate', { CertificateArn }).Tags).toHaveLength(2)
    world.call('acm', 'RemoveTagsFromCertificate', { CertificateArn, Tags: [{ Key: 'a' }] })
    expect(world.call('acm', 'ListTagsForCertificate', { CertificateArn }).Tags).toEqual([
      { Key: 'b', Value: '2' },
    ])
    world.call('acm', 'DeleteCertificate', { CertificateArn })
    expect(world.call('acm', 'ListCertificates').CertificateSummaryList).toEqual([])
  })
})

describe('a certificate that is imported', () => {
  const pem = `-----BEGIN CERTIFICATE-----
MIIDUjCCAjqgAwIBAgIUBMW/qSugeEiNp9S7X7+hJK6+6pYwDQYJKoZIhvcNAQEL
BQAwHTEbMBkGA1UEAwwSb3JkZXJzLmV4YW1wbGUuY29tMB4XDTI2MTEyMDA2Mjgx
NloXDTM2MTExNzA2MjgxNlowHTEbMBkGA1UEAwwSb3JkZXJzLmV4YW1wbGUuY29t
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqQILwoIesg04e0gg07vk
53lmQFERQA+K0CTREpBpkSrOr2Uv8qnp/c/HWxc2FgI+ED/HflLgPjY3ha0Ve52Z
Gfevkx31P1VQkqi38OqevRxL8k2B+ScWe/GPlAd/SXFVO/y9JjOFyB6T3J8CzUd9
CK92kqvVmAgGQqUmxjKZyp8P1XI0DULdI8yjaph4clkWNg8p794HLxfTD0PNvDfd
ZnJyepCRzhWewPOC7OGgIKb1yTPHJ0Gg+BGjUa+UWhXe+k8RCYrsZB/D3uxy1ynk
YSZTBczRyVhXxuQMf/Bk74GbYuAeorS1V1ijL401wQxyjd5K5GmF218o5aM0K+bW
BQIDAQABo4GJMIGGMB0GA1UdDgQWBBTz8cNamLW6aetm/5i2CWLKo4R0uzAfBgNV
HSMEGDAWgBTz8cNamLW6aetm/5i2CWLKo4R0uzAPBgNVHRMBAf8EBTADAQH/MDMG
A1UdEQQsMCqCEm9yZGVycy5leGFtcGxlLmNvbYIUKi5vcmRlcnMuZXhhbXBsZS5j
b20wDQYJKoZIhvcNAQELBQADggEBABn1A3JjcjWyhpoEfeAlG5fLfy7sAjnbr1J1
apO+qG0U3faAdVKY35xJ9eTyH4wgv92R4PJrR60RaPcrBKEbkG6MES5s+xAwg4o1
HDF5nM/46N36H8u9QP8f+73gnXtY9usPbvlE+O7c9f3GZCP9SC9orFdnCva+9irR
Gi8PqBztFcPUzM0cDq6Kk0fmQLCV/xj6D/NbKsVjXdvRdm7QODpZcfpdD4/efgLg
fIo31GbPjfpYeGHua9+mBUgHDZ+ps1u1VZKCZK94bmxMWl3kGPoZk1leabejwu5D
fk5RTC+KdgFfRF61oa2VuEqYd7Fi8xFSu0RRWm4GpG7HvZWhFFU=
-----END CERTIFICATE-----`
  const key = '-----BEGIN PRIVATE KEY-----'
  const input = (text = pem, privateKey = key) => ({
    Certificate: bytes(text),
    PrivateKey: bytes(privateKey),
  })

  it('has the names that it was made for', () => {
    const arn = world.call('acm', 'ImportCertificate', input()).CertificateArn!
    expect(certificate(arn)).toMatchObject({
      Type: 'IMPORTED',
      Status: 'ISSUED',
      DomainName: 'orders.example.com',
      SubjectAlternativeNames: ['orders.example.com', '*.orders.example.com'],
    })
    expect(world.call('acm', 'GetCertificate', { CertificateArn: arn }).Certificate).toBe(pem)
    expect(world.call('acm', 'ImportCertificate', { ...input(), CertificateArn: arn }).CertificateArn).toBe(
      arn,
    )
  })

  it.each([
    ['no certificate', input('nothing'), /Could not parse/],
    ['two certificates', input(`${pem}\n${pem}`), /more than one certificate/],
    ['no key', input(pem, 'nothing'), /private key/],
  ])('is refused with %s', (_, wrong, expected) => {
    expect(world.refusedBy('acm', 'ImportCertificate', wrong)).toMatch(expected)
  })
})
