import { AwsError } from '../../api/error.ts'

// Direct Connect API reference, "Errors": whatever a client gets wrong is a DirectConnectClientException, so that only
// the text tells. Texts that somebody has quoted from AWS are marked as observed; the others follow the reference.

export const refused = (message: string) => new AwsError('DirectConnectClientException', message)

/** Observed. */
export const noSuchConnection = (id: string) => refused(`Could not find Connection with ID ${id}`)

/** Observed. */
export const noSuchLag = (id: string) => refused(`Could not find Lag with ID ${id}`)

export const noSuchInterface = (id: string) => refused(`Virtual Interface ${id} does not exist.`)

export const noSuchGateway = (id: string) => refused(`Direct Connect Gateway ${id} does not exist.`)

export const noSuchAssociation = (id: string) =>
  refused(`Direct Connect Gateway Association ${id} does not exist.`)

export const noSuchProposal = (id: string) =>
  refused(`Direct Connect Gateway Association Proposal ${id} does not exist.`)

/** Observed for virtual private gateways. */
export const noSuchVirtualGateway = (id: string) => refused(`The VirtualGateway ${id} does not exist.`)

export const noSuchTransitGateway = (id: string) => refused(`The TransitGateway ${id} does not exist.`)

/** Observed for ConfirmConnection. */
export const inWrongState = (operation: string, id: string, state: string | undefined) =>
  refused(`${operation} failed. ${id} is in state ${state ?? 'unknown'}`)
