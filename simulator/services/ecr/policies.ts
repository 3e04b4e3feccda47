import { AwsError } from '../../api/error.ts'
import { readPolicy } from '../../policy/read-policy.ts'
import { operation } from '../operation.ts'
import { type Repository, repositories, requireRepository } from './repositories.ts'

const noPolicy = (kind: string, { account, record }: Repository, code: string) =>
  new AwsError(
    code,
    `${kind} does not exist for the repository with name '${record.repositoryName}' in the registry with id '${account}'`,
  )

const where = ({ account, record }: Repository) => ({
  registryId: account,
  repositoryName: record.repositoryName,
})

export const setRepositoryPolicy = operation(
  'ecr',
  'SetRepositoryPolicy',
  { fidelity: 'exact', source: 'ECR API reference, SetRepositoryPolicy' },
  ({ policyText, force: _, ...named }, ctx) => {
    const repository = requireRepository(ctx, named)
    if (!readPolicy(policyText, 'resource').policy) {
      throw new AwsError(
        'InvalidParameterException',
        "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'",
      )
    }
    repositories.update(ctx, repository, {}, { policy: policyText })
    return { ...where(repository), policyText }
  },
)

export const getRepositoryPolicy = operation(
  'ecr',
  'GetRepositoryPolicy',
  { fidelity: 'exact', source: 'ECR API reference, GetRepositoryPolicy' },
  (named, ctx) => {
    const repository = requireRepository(ctx, named)
    const { policy } = repository.side
    if (policy === undefined)
      throw noPolicy('Repository policy', repository, 'RepositoryPolicyNotFoundException')
    return { ...where(repository), policyText: policy }
  },
)

export const deleteRepositoryPolicy = operation(
  'ecr',
  'DeleteRepositoryPolicy',
  { fidelity: 'exact', source: 'ECR API reference, DeleteRepositoryPolicy' },
  (named, ctx) => {
    const repository = requireRepository(ctx, named)
    const { policy, ...side } = repository.side
    if (policy === undefined)
      throw noPolicy('Repository policy', repository, 'RepositoryPolicyNotFoundException')
    repositories.update(ctx, { ...repository, side }, {})
    return { ...where(repository), policyText: policy }
  },
)

export const putLifecyclePolicy = operation(
  'ecr',
  'PutLifecyclePolicy',
  {
    fidelity: { simplified: 'The policy is kept; no image expires by it.' },
    source: 'ECR API reference, PutLifecyclePolicy',
  },
  ({ lifecyclePolicyText, ...named }, ctx) => {
    const repository = requireRepository(ctx, named)
    repositories.update(ctx, repository, {}, { lifecyclePolicy: lifecyclePolicyText })
    return { ...where(repository), lifecyclePolicyText }
  },
)

export const getLifecyclePolicy = operation(
  'ecr',
  'GetLifecyclePolicy',
  { fidelity: 'exact', source: 'ECR API reference, GetLifecyclePolicy' },
  (named, ctx) => {
    const repository = requireRepository(ctx, named)
    const { lifecyclePolicy } = repository.side
    if (lifecyclePolicy === undefined) {
      throw noPolicy('Lifecycle policy', repository, 'LifecyclePolicyNotFoundException')
    }
    return { ...where(repository), lifecyclePolicyText: lifecyclePolicy }
  },
)

export const deleteLifecyclePolicy = operation(
  'ecr',
  'DeleteLifecyclePolicy',
  { fidelity: 'exact', source: 'ECR API reference, DeleteLifecyclePolicy' },
  (named, ctx) => {
    const repository = requireRepository(ctx, named)
    const { lifecyclePolicy, ...side } = repository.side
    if (lifecyclePolicy === undefined) {
      throw noPolicy('Lifecycle policy', repository, 'LifecyclePolicyNotFoundException')
    }
    repositories.update(ctx, { ...repository, side }, {})
    return { ...where(repository), lifecyclePolicyText: lifecyclePolicy }
  },
)
