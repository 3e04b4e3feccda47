import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { Lab } from '../../../../simulator/lab.ts'

const turn = () => immediate()
const openLab = (seed = 'lab') => Lab.open({ contract, seed, turn })

async function said(lab: Lab, line: string): Promise<string> {
  const { stdout, stderr } = await lab.run(line)
  return stdout + stderr
}

const countVpcs = "aws ec2 describe-vpcs --query 'length(Vpcs)'"
const createVpc = 'aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId --output text'

describe('undo', () => {
  it('takes back what a line did to AWS and to files, and redo does it again', async () => {
    const lab = await openLab()
    await lab.run(`${createVpc} > id.txt`)
    expect(await said(lab, countVpcs)).toBe('2\n')
    lab.undo()
    expect(lab.undo()).toBe(`${createVpc} > id.txt`)
    expect(await said(lab, `${countVpcs}; cat id.txt`)).toBe('1\ncat: id.txt: No such file or directory\n')
  })

  it('goes back to a checkpoint by its name', async () => {
    const lab = await openLab()
    lab.checkpoint('before')
    await lab.run(createVpc)
    expect(lab.goto('before')).toBe(true)
    expect(await said(lab, countVpcs)).toBe('1\n')
    expect(lab.goto('never')).toBe(false)
  })

  it('turns the clock back too', async () => {
    const lab = await openLab()
    const before = lab.now
    await lab.run('sleep 3600')
    expect(lab.now - before).toBe(3_600_000)
    lab.undo()
    expect(lab.now).toBe(before)
  })
})

describe('a lab', () => {
  const lines = [
    createVpc,
    'for az in a b; do aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.0.1.0/24; done',
    'echo $RANDOM $(date) > notes.txt',
    'aws ec2 run-instances --image-id ami-0 || aws ec2 describe-regions > regions.json',
  ]

  it('is the same to the byte when the same lines are typed again', async () => {
    const labs = await Promise.all([openLab('seed'), openLab('seed'), openLab('other')])
    for (const lab of labs) for (const line of lines) await lab.run(line)
    const [first, again, other] = labs.map((lab) => lab.save())
    expect(again === first).toBe(true)
    expect(other === first).toBe(false)
  })

  it('goes on where it was saved: world, files, variables, functions', async () => {
    const lab = await openLab()
    await lab.run(`VPC=$(${createVpc}); mkdir work; cd work; echo kept > file; greet() { echo "hi $1"; }`)
    const reopened = await Lab.open({ contract, turn, saved: lab.save() })
    const line =
      'pwd; cat file; greet you; aws ec2 describe-vpcs --vpc-ids $VPC --query "Vpcs[].CidrBlock" --output text'
    expect(await said(reopened, line)).toBe('/home/learner/work\nkept\nhi you\n10.0.0.0/16\n')
  })

  it('refuses what it did not save', async () => {
    await expect(Lab.open({ contract, turn, saved: '{"format":2}' })).rejects.toThrow(/format is not 1/)
  })

  it('keeps a log of what was typed, and when', async () => {
    const lab = await openLab()
    const start = lab.now
    await lab.run(countVpcs)
    await lab.run('true')
    expect(lab.log).toEqual([
      { host: 'workstation', at: start, line: countVpcs },
      { host: 'workstation', at: start + 1000, line: 'true' },
    ])
  })
})

describe('aws --endpoint-url', () => {
  it.each([
    ['AWS’s own host', 'https://ec2.us-east-1.amazonaws.com', 0],
    ['AWS’s dual-stack host', 'https://ec2.us-east-1.api.aws', 0],
    ['the name of an endpoint that there is not', 'https://vpce-0a-1b.ec2.us-east-1.vpce.amazonaws.com', 255],
    ['a port where nobody listens', 'http://localhost:9', 255],
    ['a name that is not AWS’s', 'https://amazonaws.com.example', 255],
  ])('with %s', async (_, url, exitCode) => {
    const lab = await openLab()
    const result = await lab.run(`aws ec2 describe-vpcs --endpoint-url ${url}`)
    expect(result.exitCode).toBe(exitCode)
    expect(result.stderr).toBe(
      exitCode ? `\naws: [ERROR]: Could not connect to the endpoint URL: "${url}/"\n` : '',
    )
  })
})

describe('aws configure', () => {
  it('asks whoever sits at the terminal, one question after the other', async () => {
    const lab = await openLab()
    const asked: string[] = []
    const answers = ['AKIAEXAMPLE', 'secret', 'eu-west-1', '']
    const readLine = async (prompt: string) => {
      asked.push(prompt.trimStart().split('\n').at(-1)!)
      return answers.shift()
    }
    await lab.run('aws configure --profile work', { terminal: { columns: 80 }, readLine })
    expect(asked).toEqual([
      'AWS Access Key ID [None]: ',
      'AWS Secret Access Key [None]: ',
      'Default region name [None]: ',
      'Default output format [None]: ',
    ])
    expect(await said(lab, 'aws configure get region --profile work')).toBe('eu-west-1\n')
  })

  it('changes nothing when the input ends in between', async () => {
    const lab = await openLab()
    const readLine = async (prompt: string) => (prompt.includes('Key ID') ? 'AKIAEXAMPLE' : undefined)
    const before = await said(lab, 'cat ~/.aws/credentials')
    const { exitCode } = await lab.run('aws configure', { terminal: { columns: 80 }, readLine })
    expect(exitCode).toBe(130)
    expect(await said(lab, 'cat ~/.aws/credentials')).toBe(before)
  })
})
