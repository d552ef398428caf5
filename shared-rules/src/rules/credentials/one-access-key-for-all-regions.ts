import * as v from 'valibot';
import { isFirstKey, ownerName } from '../../access/keys';
import { regionalKeys } from '../../access/key-regions';
import { defineRule } from '../../rule/define-rule';
import { examples } from './one-access-key-for-all-regions.examples';

/** IAM is global: one key serves every region. */
export const oneAccessKeyForAllRegions = defineRule({
  id: 'one-access-key-for-all-regions',
  title: 'A user has no access key for each region',
  severity: 'low',
  rationale:
    'An access key works in every region that its account has. A second one for another region is not needed, takes the place ' +
    'that rotation needs, and is one more secret that can leak.',
  remediation:
    'Keep one key. Where a region is to be limited, do it in the policy of the user with `aws:RequestedRegion`.',
  recommendations: ['access-keys/17-regions', 'aws-iam-classic/remove-unnecessary'],
  clouds: ['aws'],
  appliesTo: ['access-key'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: { regions: '`{user}` has an access key for each of {regions}; one works in all of them' },

  check(key, { model, report }) {
    const found = isFirstKey(key, model) ? regionalKeys(key, model) : undefined;
    if (found === undefined) return;
    const regions = found.regions.map((region) => `\`${region}\``).join(' and ');
    report({ message: 'regions', at: found.second.resource, data: { user: ownerName(key), regions } });
  },

  examples,
});
