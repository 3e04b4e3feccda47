/**
 * Members of a paged answer that are told once, beside the joined lists: those of the first page
 * (botocore, `non_aggregate_keys` of each service's paginators). By service and operation.
 */
export const nonAggregateKeys: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  configservice: {
    DescribeConformancePackCompliance: ['ConformancePackName'],
    SelectAggregateResourceConfig: ['QueryInfo'],
    SelectResourceConfig: ['QueryInfo'],
  },
  dynamodb: { Query: ['ConsumedCapacity'], Scan: ['ConsumedCapacity'] },
  ec2: {
    GetNetworkInsightsAccessScopeAnalysisFindings: ['AnalysisStatus', 'NetworkInsightsAccessScopeAnalysisId'],
  },
  ecr: {
    DescribeImageScanFindings: [
      'registryId',
      'repositoryName',
      'imageId',
      'imageScanStatus',
      'imageScanFindings',
    ],
    DescribeRepositoryCreationTemplates: ['registryId'],
    GetLifecyclePolicyPreview: ['registryId', 'repositoryName', 'lifecyclePolicyText', 'status', 'summary'],
  },
  iam: { GetGroup: ['Group'] },
  logs: { GetScheduledQueryHistory: ['name', 'scheduledQueryArn'] },
  organizations: {
    ListAccountsWithInvalidEffectivePolicy: ['PolicyType'],
    ListEffectivePolicyValidationErrors: ['PolicyType', 'AccountId', 'EvaluationTimestamp', 'Path'],
  },
  rds: { DescribeCertificates: ['DefaultCertificateForNewLaunches'] },
  route53: { ListVPCAssociationAuthorizations: ['HostedZoneId'] },
  route53resolver: {
    ListResolverEndpointIpAddresses: ['MaxResults'],
    ListResolverEndpoints: ['MaxResults'],
    ListResolverQueryLogConfigAssociations: ['TotalCount', 'TotalFilteredCount'],
    ListResolverQueryLogConfigs: ['TotalCount', 'TotalFilteredCount'],
    ListResolverRuleAssociations: ['MaxResults'],
    ListResolverRules: ['MaxResults'],
  },
  s3api: {
    ListBuckets: ['Owner', 'Prefix'],
    ListMultipartUploads: ['RequestCharged', 'Prefix'],
    ListObjectVersions: ['RequestCharged', 'Prefix'],
    ListObjects: ['RequestCharged', 'Prefix'],
    ListObjectsV2: ['RequestCharged', 'Prefix'],
    ListParts: ['ChecksumAlgorithm', 'Initiator', 'Owner', 'StorageClass', 'ChecksumType'],
  },
  servicediscovery: { ListInstances: ['ResourceOwner'] },
}
