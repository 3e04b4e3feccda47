import type { Elbv2 } from '../../api/generated/types.d.ts'
import { operation } from '../operation.ts'
import { type AttributeSpec, count, flag, listAttributes, setAttributes, text } from './attributes.ts'
import { isSecure } from './listener-security.ts'
import { listeners, loadBalancerOf, requireListener } from './listeners.ts'

// API reference, ListenerAttribute: keys, values and defaults.

const idleTimeout = count('tcp.idle_timeout.seconds', 350, 60, 6000)

const renamedHeaders = [
  'x_amzn_mtls_clientcert_serial_number',
  'x_amzn_mtls_clientcert_issuer',
  'x_amzn_mtls_clientcert_subject',
  'x_amzn_mtls_clientcert_validity',
  'x_amzn_mtls_clientcert_leaf',
  'x_amzn_mtls_clientcert',
  'x_amzn_tls_version',
  'x_amzn_tls_cipher_suite',
].map((header) => text(`routing.http.request.${header}.header_name`))

const addedHeaders = [
  'strict_transport_security',
  'access_control_allow_origin',
  'access_control_allow_methods',
  'access_control_allow_headers',
  'access_control_allow_credentials',
  'access_control_expose_headers',
  'access_control_max_age',
  'content_security_policy',
  'x_content_type_options',
  'x_frame_options',
].map((header) => text(`routing.http.response.${header}.header_value`))

/** The attributes that a listener has. Network Load Balancers have one, for TCP alone: TLS and UDP cannot be set. */
function listenerAttributes(
  { Type }: Elbv2.LoadBalancer,
  { Protocol }: Elbv2.Listener,
): readonly AttributeSpec[] {
  if (Type === 'gateway') return [idleTimeout]
  if (Type === 'network') return Protocol === 'TCP' || Protocol === 'TCP_UDP' ? [idleTimeout] : []
  const server = flag('routing.http.response.server.enabled', true)
  return [...(isSecure(Protocol) ? renamedHeaders : []), server, ...addedHeaders]
}

export const describeListenerAttributes = operation(
  'elbv2',
  'DescribeListenerAttributes',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, DescribeListenerAttributes' },
  ({ ListenerArn }, ctx) => {
    const listener = requireListener(ctx, ListenerArn)
    const specs = listenerAttributes(loadBalancerOf(ctx, listener), listener.record)
    return { Attributes: listAttributes(specs, listener.side.attributes) }
  },
)

export const modifyListenerAttributes = operation(
  'elbv2',
  'ModifyListenerAttributes',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, ModifyListenerAttributes' },
  ({ ListenerArn, Attributes: asked }, ctx) => {
    const listener = requireListener(ctx, ListenerArn)
    const specs = listenerAttributes(loadBalancerOf(ctx, listener), listener.record)
    const attributes = setAttributes('Listener', specs, listener.side.attributes, asked)
    listeners.update(ctx, listener, {}, { attributes })
    return { Attributes: listAttributes(specs, attributes) }
  },
)
