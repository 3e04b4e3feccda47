import { decodeBase64 } from '../base64.ts'
import type { Input } from '../option.ts'
import { absolute, expand } from '../parameter-files.ts'
import { type Customisation, ownArgument } from './customisation.ts'

const bootstraps = ['QRCodePNG', 'Base32StringSeed']

const virtualMfa: Customisation = {
  service: 'iam',
  commands: ['create-virtual-mfa-device'],
  shape(table) {
    const outfile = ownArgument(
      'outfile',
      'The file that the bootstrap information is written to.',
      undefined,
      {
        required: true,
      },
    )
    const method = ownArgument(
      'bootstrap-method',
      `How to seed the virtual MFA device: ${bootstraps.join(' | ')}`,
      undefined,
      { required: true, choices: bootstraps },
    )
    table.set('outfile', outfile)
    table.set('bootstrap-method', method)
  },
  finish(output, values, { host }) {
    const device = { ...(output.VirtualMFADevice as Input | undefined) }
    const secret = device[String(values.get('bootstrap-method'))]
    const bytes = secret instanceof Uint8Array ? secret : decodeBase64(String(secret ?? ''))
    const path = absolute(expand(String(values.get('outfile')), host), host)
    if (bytes && secret !== undefined) host.files.write(path, bytes, 0o600)
    for (const name of bootstraps) delete device[name]
    return { ...output, VirtualMFADevice: device }
  },
}

// Options once had a dash before each number, and still may.
const dashedNumbers: Customisation = {
  service: 'iam',
  commands: ['enable-mfa-device', 'resync-mfa-device'],
  shape(table) {
    for (const digit of ['1', '2']) {
      const argument = table.get(`authentication-code${digit}`)
      if (!argument) continue
      const { addTo: _, ...parsed } = argument
      const alias = `authentication-code-${digit}`
      table.set(alias, { ...parsed, name: alias, hidden: true, required: false })
    }
  },
}

export const iam: readonly Customisation[] = [virtualMfa, dashedNumbers]
