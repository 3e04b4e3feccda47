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
  const { actors = {}, people = {}, region = learner.region } = scenario?.document ?? {}
  const named = Object.entries(actors)
  const [[, first] = ['', learner.account]] = named
  const owners = [['default', first] as const, ...named]
  const keys = new Map(
    [...new Set(owners.map(([, account]) => account))].map((account) => [
      account,
      openAccountWithUser(cloud, account),
    ]),
  )
  const users = Object.entries(people).flatMap(([id, { account = '', may }]) =>
    Object.hasOwn(actors, account) ? [[id, openUserIn(cloud, actors[account]!, id, may)] as const] : [],
  )
  const profiles = [...owners.map(([name, account]) => [name, keys.get(account)] as const), ...users]
  const config = profiles.map(
    ([name]) => `[${name === 'default' ? name : `profile ${name}`}]\nregion = ${region}\noutput = json\n`,
  )
  const credentials = profiles.map(([name, key]) => `[${name}]\n${key}`)

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

/** An account with the user that owns it, and the user's key as the file of credentials has it. */
function openAccountWithUser(cloud: Cloud, account: string): string {
  openAccount(cloud.store, account, account === learner.account ? 'learner' : `account ${account}`)
  cloud.furnish({ account, region: learner.region })
  return openUserIn(cloud, account, learner.user)
}

const everything = 'arn:aws:iam::aws:policy/AdministratorAccess'

/** A user who may do so much, and its key. */
function openUserIn(
  { store, now }: Cloud,
  account: string,
  name: string,
  may: readonly string[] = [everything],
): string {
  const actions = may.filter((one) => !one.startsWith('arn:'))
  const user = openUser(
    { store, now, account, region: iamRegion },
    {
      name,
      attached: may.filter((one) => one.startsWith('arn:')),
      ...(actions.length && { inline: [{ name: 'may', text: allowing(actions) }] }),
    },
  )
  const { Arn: arn = '', UserId: userId = '' } = user.record
  const principal: Principal = { account, arn, userId, type: 'user' }
  const accessKeyId = `AKIA${rollText(store, keyAlphabet, 16)}`
  const secretAccessKey = rollText(store, secretAlphabet, 40)
  store.put(accessKeys, { accessKeyId, secretAccessKey, principal, createdAt: now })
  return `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`
}

const allowing = (Action: readonly string[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] })

const homeFolder = `/home/${learner.user}`
const keyAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const secretAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
