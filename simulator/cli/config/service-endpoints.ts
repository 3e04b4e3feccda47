import type { Settings } from './settings.ts'

// AWS SDKs and Tools Reference Guide, "Service-specific endpoints": the service's id in capitals and with
// underscores names the variable, in small letters the setting. Where the id is not the CLI's name:
const serviceIds: Readonly<Record<string, string>> = {
  configservice: 'config_service',
  directconnect: 'direct_connect',
  elbv2: 'elastic_load_balancing_v2',
  logs: 'cloudwatch_logs',
  route53: 'route_53',
  s3api: 's3',
  secretsmanager: 'secrets_manager',
  s3control: 's3_control',
}

/** Where the environment or the profile sends a service's requests instead of AWS's own endpoint. */
export function configuredEndpoint(
  service: string,
  { isOn, setting, files }: Settings,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (isOn('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'ignore_configured_endpoint_urls')) return undefined
  const id = serviceIds[service] ?? service.replaceAll('-', '_')
  const own = files.services.get(setting('services') ?? '')?.get(id)
  return (
    env[`AWS_ENDPOINT_URL_${id.toUpperCase()}`] ||
    env['AWS_ENDPOINT_URL'] ||
    (typeof own === 'object' ? own.get('endpoint_url') : undefined) ||
    setting('endpoint_url') ||
    undefined
  )
}
