// What the CLI does to the answers of a few operations before it prints them.

import type { Operation } from '../../api/model.ts'
import { isList, isMap, type OpenMap, parseJson, type Value } from './values.ts'

export interface ResponseContext {
  /** The CLI's name of the service. */
  readonly service: string
  /** The CLI asked S3 for URL-encoded keys of its own accord, so it decodes them too. */
  readonly decodesKeys?: boolean
}

/** Changes the answer in place. */
export function amendResponse(operation: Operation, response: OpenMap, context: ResponseContext): void {
  if (context.service === 'iam') decodePolicies(response)
  if (context.service === 's3api') amendS3(operation.name, response, context.decodesKeys ?? false)
  if (context.service === 'ec2' && operation.name === 'GetConsoleOutput') decodeConsole(response)
}

// IAM API Reference: policy documents in answers are URL-encoded. The CLI shows them as JSON.
const policyMembers = new Set(['AssumeRolePolicyDocument', 'PolicyDocument', 'Document'])

function decodePolicies(value: Value): void {
  if (isList(value)) for (const item of value) decodePolicies(item)
  else if (isMap(value)) {
    for (const [name, item] of Object.entries(value)) {
      if (typeof item !== 'string') decodePolicies(item)
      else if (policyMembers.has(name)) (value as OpenMap)[name] = decodePolicy(item)
    }
  }
}

function decodePolicy(text: string): Value {
  try {
    return parseJson(decodeURIComponent(text))
  } catch (error) {
    // A document that is no JSON is shown as it came.
    if (error instanceof SyntaxError || error instanceof URIError) return text
    throw error
  }
}

/** S3 lists whose keys may be encoded: their own members, and the members of their lists. */
const encodedKeys: Readonly<
  Record<string, { own: readonly string[]; lists: Readonly<Record<string, string>> }>
> = {
  ListObjects: {
    own: ['Delimiter', 'Marker', 'NextMarker', 'Prefix'],
    lists: { Contents: 'Key', CommonPrefixes: 'Prefix' },
  },
  ListObjectsV2: {
    own: ['Delimiter', 'Prefix', 'StartAfter'],
    lists: { Contents: 'Key', CommonPrefixes: 'Prefix' },
  },
  ListObjectVersions: {
    own: ['KeyMarker', 'NextKeyMarker', 'Prefix', 'Delimiter'],
    lists: { Versions: 'Key', DeleteMarkers: 'Key', CommonPrefixes: 'Prefix' },
  },
}

function amendS3(operation: string, response: OpenMap, decodesKeys: boolean): void {
  // Object metadata comes in headers, of which there is always a set, if an empty one.
  if (operation === 'HeadObject' || operation === 'GetObject') response['Metadata'] ??= {}
  // us-east-1 is said by saying nothing (S3 API Reference, GetBucketLocation).
  if (operation === 'GetBucketLocation') response['LocationConstraint'] ??= null
  const encoded = encodedKeys[operation]
  if (!encoded || !decodesKeys || response['EncodingType'] !== 'url') return
  decodeMembers(response, encoded.own)
  for (const [list, member] of Object.entries(encoded.lists)) {
    const items = response[list]
    if (isList(items)) for (const item of items) if (isMap(item)) decodeMembers(item as OpenMap, [member])
  }
}

function decodeMembers(map: OpenMap, names: readonly string[]): void {
  for (const name of names) {
    const text = map[name]
    if (typeof text === 'string') map[name] = decodeKey(text)
  }
}

function decodeKey(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}

function decodeConsole(response: OpenMap): void {
  const output = response['Output']
  if (typeof output !== 'string' || !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(output)) return
  const binary = atob(output.replace(/\s/g, ''))
  response['Output'] = new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)))
}
