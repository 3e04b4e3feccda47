// The terminal excerpt of the home page, kept apart so that a test can type it into the simulator.

export interface Line {
  command: string
  /** What the terminal prints, standard output and standard error together. */
  output?: string
  note: string
}

export const transcript: readonly Line[] = [
  {
    command: 'vpc=$(aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId --output text)',
    note: 'A network of your own. Its id goes into a shell variable, as it would in a script.',
  },
  {
    command:
      'aws ec2 describe-route-tables --filters Name=vpc-id,Values=$vpc --query "RouteTables[].Routes[].[DestinationCidrBlock,GatewayId]" --output text',
    output: '10.0.0.0/16\tlocal',
    note: 'You did not make this route table. Every VPC is born with one, and it knows one route: its own range.',
  },
  {
    command:
      'aws ec2 create-subnet --vpc-id $vpc --cidr-block 10.0.1.0/24 --query Subnet.AvailableIpAddressCount',
    output: '251',
    note: 'Not 256. AWS keeps five addresses of every subnet for itself.',
  },
  {
    command: 'aws ec2 create-subnet --vpc-id $vpc --cidr-block 10.0.1.128/25',
    output:
      "\naws: [ERROR]: An error occurred (InvalidSubnet.Conflict) when calling the CreateSubnet operation: The CIDR '10.0.1.128/25' conflicts with another subnet",
    note: 'A refusal in AWS’s own words, with AWS’s own exit status, 254. Nothing was changed.',
  },
]
