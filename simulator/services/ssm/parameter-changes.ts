import { AwsError } from '../../api/error.ts'
import type { Ssm } from '../../api/generated/types.d.ts'
import { linearRegex } from '../../kernel/linear-regex.ts'
import { type Context, timestamp } from '../context.ts'
import { operation } from '../operation.ts'
import { present } from '../present.ts'
import { mergeTags, withoutTags } from '../tags.ts'
import { findParameter, noSuchParameter, type Parameter, parameterArn, parameters } from './parameters.ts'

// Systems Manager user guide, parameter-store-advanced-parameters: largest values, and how many versions are kept.
const largestStandard = 4096
const largestAdvanced = 8192
const mostVersions = 100

function checkName(name: string): void {
  if (/^\/?(aws|ssm)/i.test(name)) {
    throw new AwsError(
      'ValidationException',
      `Parameter name: can't be prefixed with "${/^\/?aws/i.test(name) ? 'aws' : 'ssm'}" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_`,
    )
  }
  if (name.includes('/') && !name.startsWith('/')) {
    throw new AwsError('ValidationException', 'Parameter name must be a fully qualified name.')
  }
  if (!/^[A-Za-z0-9._/-]+$/.test(name) || name.endsWith('/') || name.includes('//')) {
    throw new AwsError(
      'ValidationException',
      'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    )
  }
  if (name.split('/').length - 1 > 15) {
    throw new AwsError(
      'HierarchyLevelLimitExceededException',
      'A parameter name may have at most fifteen levels.',
    )
  }
}

function checkValue({ Value, AllowedPattern, Tier }: Ssm.PutParameterRequest): void {
  const pattern = AllowedPattern === undefined ? undefined : linearRegex(AllowedPattern, { isWhole: true })
  if (AllowedPattern !== undefined && !pattern) {
    throw new AwsError(
      'InvalidAllowedPatternException',
      'The request does not meet the regular expression requirement.',
    )
  }
  if (pattern && !pattern.test(Value)) {
    throw new AwsError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${AllowedPattern}`,
    )
  }
  const most = Tier === 'Advanced' ? largestAdvanced : largestStandard
  if (Value.length > (Tier === 'Intelligent-Tiering' ? largestAdvanced : most)) {
    throw new AwsError(
      'ValidationException',
      `${Tier ?? 'Standard'} tier parameters support a maximum parameter value of ${most} characters.`,
    )
  }
}

export const putParameter = operation(
  'ssm',
  'PutParameter',
  {
    fidelity: {
      simplified: 'Parameter policies are not kept, and the data type aws:ec2:image is not checked.',
    },
    source: 'Systems Manager API reference, PutParameter',
  },
  (input, ctx) => {
    const { Name, Overwrite, Tags = [] } = input
    checkName(Name)
    checkValue(input)
    const existing = findParameter(ctx, Name)
    if (!existing) return put(ctx, input)
    if (!Overwrite) {
      throw new AwsError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      )
    }
    if (Tags.length) {
      throw new AwsError(
        'ValidationException',
        "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
      )
    }
    return put(ctx, input, existing)
  },
)

function put(ctx: Context, input: Ssm.PutParameterRequest, existing?: Parameter) {
  const { Name, Value, Description, AllowedPattern } = input
  const Type = input.Type ?? existing?.record.Type
  if (Type === undefined) {
    throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.')
  }
  const Version = (existing?.record.Version ?? 0) + 1
  const Tier = tierOf(input, existing)
  const record = present({
    Name,
    ARN: parameterArn(ctx, Name),
    Type,
    KeyId: Type === 'SecureString' ? (input.KeyId ?? existing?.record.KeyId ?? 'alias/aws/ssm') : undefined,
    LastModifiedDate: timestamp(ctx.now),
    LastModifiedUser: ctx.caller.arn,
    Description: Description ?? existing?.record.Description,
    AllowedPattern,
    Version,
    Tier,
    Policies: [],
    DataType: input.DataType ?? existing?.record.DataType ?? 'text',
  })
  const { ARN: _, ...rest } = record
  const versions = [...(existing?.side.versions ?? []), { ...rest, Value, Labels: [] }].slice(-mostVersions)
  if (existing) ctx.store.put(parameters.table, { ...existing, record, side: { ...existing.side, versions } })
  else parameters.create(ctx, record, { tags: mergeTags([], input.Tags ?? []), versions })
  return { Version, Tier }
}

function tierOf(
  { Tier, Value }: Ssm.PutParameterRequest,
  existing: Parameter | undefined,
): Ssm.ParameterTier {
  if (existing?.record.Tier === 'Advanced') return 'Advanced'
  if (Tier !== 'Intelligent-Tiering') return Tier ?? 'Standard'
  return Value.length > largestStandard ? 'Advanced' : 'Standard'
}

export const deleteParameter = operation(
  'ssm',
  'DeleteParameter',
  { fidelity: 'exact', source: 'Systems Manager API reference, DeleteParameter' },
  ({ Name }, ctx) => {
    const held = findParameter(ctx, Name)
    if (!held) throw noSuchParameter()
    parameters.delete(ctx, held)
    return {}
  },
)

export const deleteParameters = operation(
  'ssm',
  'DeleteParameters',
  { fidelity: 'exact', source: 'Systems Manager API reference, DeleteParameters' },
  ({ Names }, ctx) => {
    const DeletedParameters: string[] = []
    const InvalidParameters: string[] = []
    for (const name of Names) {
      const held = findParameter(ctx, name)
      if (held) parameters.delete(ctx, held)
      ;(held ? DeletedParameters : InvalidParameters).push(name)
    }
    return { DeletedParameters, InvalidParameters }
  },
)

export const labelParameterVersion = operation(
  'ssm',
  'LabelParameterVersion',
  { fidelity: 'exact', source: 'Systems Manager API reference, LabelParameterVersion' },
  ({ Name, ParameterVersion, Labels }, ctx) => {
    const held = findParameter(ctx, Name)
    if (!held) throw noSuchParameter()
    const version = ParameterVersion ?? held.record.Version ?? 1
    if (!held.side.versions.some(({ Version }) => Version === version)) {
      throw new AwsError(
        'ParameterVersionNotFound',
        `Systems Manager could not find version ${version} of ${Name}. Verify the version and try again.`,
      )
    }
    const isLabel = (label: string) =>
      /^[A-Za-z_.-][A-Za-z0-9_.-]*$/.test(label) && !/^(aws|ssm)/i.test(label)
    const good = Labels.filter(isLabel)
    const versions = held.side.versions.map((one) => {
      const others = (one.Labels ?? []).filter((label) => !good.includes(label))
      return { ...one, Labels: one.Version === version ? [...others, ...good] : others }
    })
    parameters.update(ctx, held, {}, { versions })
    return { InvalidLabels: Labels.filter((label) => !isLabel(label)), ParameterVersion: version }
  },
)

function requireTagged(ctx: Context, type: string, id: string): Parameter {
  const held = type === 'Parameter' ? findParameter(ctx, id) : undefined
  if (held) return held
  throw new AwsError('InvalidResourceId', '')
}

const about = (name: string) => ({
  fidelity: { simplified: 'Tags of parameters, not of the other resources of Systems Manager.' },
  source: `Systems Manager API reference, ${name}`,
})

export const addTagsToResource = operation(
  'ssm',
  'AddTagsToResource',
  about('AddTagsToResource'),
  ({ ResourceType, ResourceId, Tags }, ctx) => {
    const held = requireTagged(ctx, ResourceType, ResourceId)
    parameters.setTags(ctx, held, mergeTags(held.side.tags, Tags))
    return {}
  },
)

export const removeTagsFromResource = operation(
  'ssm',
  'RemoveTagsFromResource',
  about('RemoveTagsFromResource'),
  ({ ResourceType, ResourceId, TagKeys }, ctx) => {
    const held = requireTagged(ctx, ResourceType, ResourceId)
    const gone = TagKeys.map((Key) => ({ Key }))
    parameters.setTags(ctx, held, withoutTags(held.side.tags, gone))
    return {}
  },
)

export const listTagsForResource = operation(
  'ssm',
  'ListTagsForResource',
  about('ListTagsForResource'),
  ({ ResourceType, ResourceId }, ctx) => ({
    TagList: requireTagged(ctx, ResourceType, ResourceId).side.tags.map(({ Key = '', Value = '' }) => ({
      Key,
      Value,
    })),
  }),
)
