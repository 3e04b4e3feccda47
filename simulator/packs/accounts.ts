import type { Cloud } from '../cloud.ts'
import { rollText } from '../kernel/random.ts'
import { iamRegion } from '../services/iam/identifiers.ts'
import { openUser } from '../services/iam/users.ts'
import { accessKeys, openAccount, type Principal } from '../world/accounts.ts'
import { putFile } from '../world/files.ts'
import type { Scenario } from './scenario.ts'

/** Whoever sits at the workstation, where no scenario says who. */
export const learner = { account: '123456789012', user: 'learner', host: 'workstation', region: 'us-east-1' }

/** The accounts, in each a user with an access key, and the keys in the files where the CLI looks for them. */
export function openAccounts(cloud: Cloud, scenario?: Scenario): void {
  const { store, now } = cloud
  const { actors = {}, region = learner.region } = scenario?.document ?? {}
  const people = Object.entries(actors)
  const [[, first] = ['', learner.account]] = people
  const profiles = [['default', first] as const, ...people]
  const keys = new Map(
    [...new Set(profiles.map(([, account]) => account))].map((account) => [
      account,
      openUserIn(cloud, account),
    ]),
  )
  const config = profiles.map(
    ([name]) => `[${name === 'default' ? name : `profile ${name}`}]\nregion = ${region}\noutput = json\n`,
  )
  const credentials = profiles.map(([name, account]) => `[${name}]\n${keys.get(account)}`)

  const { host } = learner
  const directory = (path: string) =>
    putFile(store, { host, path, kind: 'directory', bytes: new Uint8Array(), mode: 0o755, modified: now })
  const file = (path: string, text: string) =>
    putFile(store, {
      host,
      path,
      kind: 'file',
      bytes: new TextEncoder().encode(text),
      mode: 0o600,
      modified: now,
    })
  for (const path of ['/', '/home', homeFolder, `${homeFolder}/.aws`]) directory(path)
  file(`${homeFolder}/.aws/config`, config.join(''))
  file(`${homeFolder}/.aws/credentials`, credentials.join(''))
}

/** An account with its user, and the user's key as the file of credentials has it. */
function openUserIn(cloud: Cloud, account: string): string {
  const { store, now } = cloud
  openAccount(store, account, account === learner.account ? 'learner' : `account ${account}`)
  cloud.furnish({ account, region: learner.region })
  const user = openUser(
    { store, now, account, region: iamRegion },
    { name: learner.user, attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
  )
  const { Arn: arn = '', UserId: userId = '' } = user.record
  const principal: Principal = { account, arn, userId, type: 'user' }
  const accessKeyId = `AKIA${rollText(store, keyAlphabet, 16)}`
  const secretAccessKey = rollText(store, secretAlphabet, 40)
  store.put(accessKeys, { accessKeyId, secretAccessKey, principal, createdAt: now })
  return `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`
}

const homeFolder = `/home/${learner.user}`
const keyAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const secretAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
