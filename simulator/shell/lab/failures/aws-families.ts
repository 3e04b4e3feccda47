import { type Failure, profiles, whoAmI } from './failure.ts'

// What a code of AWS's says by its form, where there is no more to say of it. The first form that fits counts.

export const awsFamilies: readonly { readonly form: RegExp; readonly failure: Failure }[] = [
  {
    form: /(?:NotFound|NotFoundException|NotFoundFault|NotFoundError|DoesNotExist\w*|NonExistent\w*|\.Unknown)$|NotDiscovered\w*$|^(?:NoSuch|NoAvailable|Unknown)/,
    failure: {
      means: 'Nothing of this name or id is there, for this account and in this Region.',
      causes: [
        'The Region or the profile is another one.',
        'It was deleted, or never made: a variable was empty or old.',
        'The id is that of another kind of thing.',
      ],
      look: [profiles, whoAmI, 'lab status'],
      mend: 'List what is there with the describe or list command of the service, and take the id from it.',
      topic: 'PL-TRB-07',
    },
  },
  {
    form: /Malformed\w*$|InvalidKey\.Format|^InvalidID$/,
    failure: {
      means: 'The value does not have the form that such a value has.',
      causes: [
        'The id is cut off, or belongs to another kind of thing.',
        'A variable of the shell holds None, null or several words.',
      ],
      look: ['echo "$VARIABLE"', 'aws SERVICE OPERATION help'],
      mend: 'Look at the value, and take it again from where it came from (--query …, --output text).',
      topic: 'PL-TRB-07',
    },
  },
  {
    form: /Exceeded\w*$|Limit$|^TooMany|MaxReached$|^Insufficient/,
    failure: {
      means:
        'A quota is used up: no more of these fit in the account, the Region, the VPC or the thing itself.',
      causes: ['Leftovers of earlier attempts are still there.', 'The quota is lower than the plan.'],
      look: [
        'aws service-quotas list-service-quotas --service-code vpc --query "Quotas[].[QuotaName,Value]" --output text',
      ],
      mend: 'Delete what is not needed; AWS raises many quotas on request (service-quotas).',
      topic: 'PL-TRB-09',
    },
  },
  {
    form: /Already|Duplicate|ResourceExists\w*$/,
    failure: {
      means: 'It is there already, under this name or in this place.',
      causes: ['A script ran twice.', 'The name has to be unique in the account, the Region or everywhere.'],
      look: ['lab timeline', 'lab status'],
      mend: 'Use the one that is there, change it, or choose another name.',
      topic: 'PL-TRB-07',
    },
  },
  {
    form: /^AnalysisExists|PointsAttached$|InUse\w*$|NotEmpty\w*$|Conflict\w*$|InProgress\w*$|ConstraintViolation\w*$/,
    failure: {
      means: 'Something else uses it, is in it, or is being done to it at the moment.',
      causes: ['Something still points at it.', 'Another change has not finished.'],
      look: ['lab status', 'lab timeline'],
      mend: 'Take away what uses it, or wait until the other change is done.',
      topic: 'PL-TRB-07',
    },
  },
  {
    form: /AccessDenied|NotAuthorized|Unauthorized|Forbidden|InvalidPrincipal|InvalidRole/,
    failure: {
      means: 'Who is calling may not do this, or whoever is named is not somebody who could be allowed.',
      causes: ['A policy forbids it, or none allows it.'],
      look: [whoAmI, profiles],
      mend: 'Allow it in the policy that the message names.',
      topic: 'PL-TRB-06',
    },
  },
  {
    form: /State\w*$|Not(?:Ready|Connected|Attached|Enabled|Private|Inflight|Available)|^(?:Last|Inactive|Unmodifiable)|Protected\w*$|Failed\w*$|Cancell?ed\w*$|CannotLeave|^PublicZone|Unavailable\w*$|Disabled\w*$|NotInUse\w*$|Aborted\w*$|PreconditionFailed|VersionMismatch|^NotModified|NotAllowed$|CannotDelete/,
    failure: {
      means: 'It is there, and not in a state in which this can be done; or it has changed in the meantime.',
      causes: [
        'It is still being made, changed or deleted.',
        'Something has to be attached, turned on or stopped first.',
      ],
      look: ['lab status', 'lab skip 2m'],
      mend: 'Look at its state, wait, and do what has to come first.',
      topic: 'PL-TRB-07',
    },
  },
  {
    form: /^(?:Invalid|Missing|Malformed|Unsupported|Incompatible|Illegal|Bad|Serialization|Empty|Incomplete|IncorrectKey|PublicPolicy|VPCIdNotSpecified)|Mismatch\w*$|Not(?:Match|Cover|Distinct)|Invalid\w*$|Too(?:Long|Small|Large)\w*$|NotSupported\w*$|ClientException$/,
    failure: {
      means: 'Something in the request cannot be as it is. The message behind the code says what.',
      causes: ['A value has the wrong form, is out of range, or does not fit another one.'],
      look: ['aws SERVICE OPERATION help'],
      mend: 'Change what the message names.',
      topic: 'PL-TRB-07',
    },
  },
]
