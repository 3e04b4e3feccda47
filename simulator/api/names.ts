/** The name that the CLI gives to an operation or a member: `DescribeVpcs` is `describe-vpcs`. */
export function kebab(name: string): string {
  if (name.includes('-')) return name
  // Observed in AWS CLI 2.36: OpenTelemetry's abbreviation is one word whatever its capitals.
  const plain = name.replace('OTel', 'Otel')
  // A plural of an acronym at the end is one word: `EndpointIDs`, `PolicyARNs`.
  const plural = /[A-Z]{2,}s$/.exec(plain)?.[0]
  const start = plural ? `${plain.slice(0, -plural.length)}-${plural.toLowerCase()}` : plain
  return start
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
}
