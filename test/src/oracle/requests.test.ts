import { borderRequests, matches } from './requests';
import type { World } from './world';

const world: World = {
  principal: 'arn:aws:iam::111122223333:user/alice',
  resourceAccount: '111122223333',
  documents: {
    identity: [{ Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::home/${aws:username}/*' }] }],
  },
};

describe('requests near the borders', () => {
  const requests = borderRequests(world, { actions: ['s3:GetObject'], context: { 'aws:SourceVpce': null } }, 300, 7);

  it('are those of the question, and the same for the same seed', () => {
    expect(new Set(requests.map(({ action }) => action))).toEqual(new Set(['s3:GetObject']));
    expect(requests.some(({ context }) => 'aws:SourceVpce' in context)).toBe(false);
    expect(borderRequests(world, { actions: ['s3:GetObject'], context: { 'aws:SourceVpce': null } }, 300, 7)).toEqual(
      requests,
    );
  });

  it('reach what the patterns of the documents match, besides what they do not', () => {
    const inside = requests.filter(({ resource }) => matches('arn:aws:s3:::home/alice/*', resource));
    expect(inside.length).toBeGreaterThan(0);
    expect(inside.length).toBeLessThan(requests.length);
  });

  it('carry the age of the MFA exactly when there is one', () => {
    for (const { context } of requests)
      expect('aws:MultiFactorAuthAge' in context).toBe(context['aws:MultiFactorAuthPresent'] === 'true');
  });
});
