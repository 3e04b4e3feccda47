/** The modules of the curriculum, in the order in which they build on each other, with what their topics' ids begin with. */
export const modules = [
  { id: 'M01', title: 'Why private connectivity', prefixes: ['VPC', 'OVR'] },
  { id: 'M02', title: 'Providers, consumers and the one-way link', prefixes: ['ROLE'] },
  { id: 'M03', title: 'Choosing the endpoint type', prefixes: ['EPT'] },
  { id: 'M04', title: 'Interface endpoints to AWS services', prefixes: ['ENI', 'IF'] },
  { id: 'M05', title: 'Names: endpoint DNS and private DNS', prefixes: ['DNS'] },
  {
    id: 'M06',
    title: 'Doors and guards: groups, ACLs, policies, TLS',
    prefixes: ['SG', 'NACL', 'TLS', 'POL'],
  },
  { id: 'M07', title: 'S3 and DynamoDB: free gateway or paid interface', prefixes: ['GW', 'S3'] },
  { id: 'M08', title: 'Publishing your own service', prefixes: ['SVC', 'NLB'] },
  {
    id: 'M09',
    title: 'Sharing: permissions, acceptance, states, command line',
    prefixes: ['PERM', 'STATE', 'SHARE', 'CLI'],
  },
  { id: 'M10', title: 'High availability across zones', prefixes: ['HA'] },
  { id: 'M11', title: 'From the data centre', prefixes: ['HYB'] },
  { id: 'M12', title: 'Across Regions', prefixes: ['XR'] },
  { id: 'M13', title: 'Virtual appliances: Gateway Load Balancer endpoints', prefixes: ['GWLB'] },
  { id: 'M14', title: 'Patterns in industry', prefixes: ['SAAS', 'MAP'] },
  { id: 'M15', title: 'Seeing and securing it', prefixes: ['MON', 'SEC'] },
  { id: 'M16', title: 'Troubleshooting clinic', prefixes: ['TRB'] },
  { id: 'M17', title: 'Money and limits', prefixes: ['COST', 'QTA'] },
  { id: 'M18', title: 'Choosing well, and the exam view', prefixes: ['CMP', 'LIM', 'KEY'] },
] as const
