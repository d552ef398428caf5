import { argumentsOf, terraformType } from '@iam-guardrails/pulumi-policy/mapping';
import {
  type Example,
  type Stack,
  type Value,
  awsAttribute,
  dictionary,
  known,
  list,
  readTerraform,
  rules,
  terraformOf,
  unknown,
} from '@iam-guardrails/shared-rules';
import { UNKNOWN, urnOf } from './analyzer';
import { addressOf, pulumiResources } from './from-terraform';

const stackOf = (resource: object, data: object = {}): Stack =>
  readTerraform({ resource, data }, { stack: 'test', attribute: awsAttribute });

/** The value without references and `null`s, and with one block in place of a list of one, as Terraform means both. */
function essence(value: Value): unknown {
  if (value.kind === 'known') return value.value;
  if (value.kind === 'list')
    return value.items.length === 1 && value.items[0]?.kind === 'map'
      ? essence(value.items[0])
      : value.items.map(essence);
  if (value.kind === 'map')
    return Object.fromEntries(
      [...value.entries].map(([key, entry]) => [key, essence(entry)]).filter(([, entry]) => entry !== null),
    );
  // A text that is known in parts is unknown to Pulumi.
  return 'unknown';
}

const essences = (values: ReadonlyMap<string, Value>): object =>
  Object.fromEntries(
    [...values].map(([key, value]) => [key, essence(value)] as const).filter(([, value]) => value !== null),
  );

describe('pulumiResources', () => {
  it('keeps what is known, and makes an unknown value with its origin of what is known after apply', () => {
    const [alice, key, attachment] = pulumiResources(
      stackOf({
        aws_iam_user: { alice: { name: 'alice' } },
        aws_iam_access_key: { a: { user: '${aws_iam_user.alice.name}', status: 'Inactive' } },
        aws_iam_user_policy: { p: { user: 'alice', policy: '{"Resource": "${aws_iam_user.alice.arn}"}' } },
      }),
    );
    const from = [urnOf(alice)];
    expect(alice).toEqual({
      type: 'aws:iam/user:User',
      name: 'aws_iam_user.alice',
      properties: { name: 'alice' },
      propertyDependencies: {},
    });
    expect(key).toMatchObject({
      type: 'aws:iam/accessKey:AccessKey',
      properties: { user: 'alice', status: 'Inactive' },
      propertyDependencies: { user: from },
    });
    expect(attachment).toMatchObject({
      properties: { user: 'alice', policy: UNKNOWN },
      propertyDependencies: { policy: from },
    });
  });

  it('names blocks and lists as Pulumi declares them, at every depth, and leaves tags alone', () => {
    const [role, project] = pulumiResources(
      stackOf({
        aws_iam_role: {
          r: { assume_role_policy: '{}', inline_policy: { name: 'a', policy: '{}' }, tags: { cost_center: 'x' } },
        },
        aws_codebuild_project: {
          p: { environment: { environment_variable: [{ name: 'A', value: 'b' }], compute_type: 'S' } },
        },
      }),
    );
    expect(role?.properties).toEqual({
      assumeRolePolicy: '{}',
      inlinePolicies: [{ name: 'a', policy: '{}' }],
      tags: { cost_center: 'x' },
    });
    expect(project?.properties).toEqual({
      environment: { environmentVariables: [{ name: 'A', value: 'b' }], computeType: 'S' },
    });
  });

  it('follows references through data sources, which are no resources in Pulumi', () => {
    const resources = pulumiResources(
      stackOf(
        {
          aws_s3_bucket: { b: { bucket: 'b' } },
          aws_iam_policy: { p: { policy: '${data.aws_iam_policy_document.d.json}' } },
        },
        { aws_iam_policy_document: { d: { statement: { actions: ['s3:*'], resources: ['${aws_s3_bucket.b.id}'] } } } },
      ),
    );
    expect(resources).toHaveLength(2);
    expect(resources[1]?.propertyDependencies).toEqual({ policy: [urnOf(resources[0])] });
  });

  it('makes a list or a map that may hold more unknown as a whole, since Pulumi knows no other', () => {
    const open = unknown('there may be more');
    const values = new Map<string, Value>([
      ['groups', list([known('a')], [], open)],
      ['tags', dictionary([['a', known('b')]], [], open)],
      ['user', known(null)],
    ]);
    const stack: Stack = {
      name: 's',
      notChecked: [],
      resources: [{ address: 'a.b', type: 'aws_iam_user_group_membership', mode: 'managed', values, stack: 's' }],
    };
    expect(pulumiResources(stack)[0]?.properties).toEqual({ groups: UNKNOWN, tags: UNKNOWN });
  });

  it('serves a provider that Pulumi only bridges', () => {
    const [role] = pulumiResources(
      stackOf({
        opentelekomcloud_identity_role_v3: {
          r: { display_name: 'r', statement: [{ effect: 'Allow', action: ['obs:*:*'] }] },
        },
      }),
    );
    expect(role).toMatchObject({
      type: 'opentelekomcloud:index/identityRoleV3:IdentityRoleV3',
      properties: { displayName: 'r', statements: [{ effect: 'Allow', actions: ['obs:*:*'] }] },
    });
  });

  it('makes a resource of a provider, with JSON texts in it as the SDKs write them, and nothing of other blocks', () => {
    const [provider, ...others] = pulumiResources(
      readTerraform(
        {
          provider: {
            aws: {
              secret_key: 's',
              default_tags: { tags: { cost_center: 'x' } },
              assume_role: [{ role_arn: 'arn:aws:iam::123456789012:role/r' }],
              max_retries: 3,
              allowed_account_ids: ['${aws_organizations_account.a.id}'],
            },
          },
          output: { o: { value: 'x' } },
          variable: { v: { default: 'x' } },
          locals: { l: 'x' },
        },
        { stack: 'test', attribute: awsAttribute },
      ),
    );
    expect(others).toEqual([]);
    expect(provider).toEqual({
      type: 'pulumi:providers:aws',
      name: 'provider.aws',
      properties: {
        secretKey: 's',
        defaultTags: '{"tags":{"cost_center":"x"}}',
        assumeRoles: '[{"roleArn":"arn:aws:iam::123456789012:role/r"}]',
        maxRetries: '3',
        allowedAccountIds: UNKNOWN,
      },
      propertyDependencies: {},
    });
  });

  it('gives the tags of a provider to its resources, as the check of the real one does', () => {
    const tagged = (tags: object): readonly unknown[] =>
      pulumiResources(
        readTerraform(
          {
            provider: { aws: [{ default_tags: [{ tags }] }, { alias: 'west' }] },
            resource: {
              aws_iam_user: { a: { name: 'a', tags: { own: '1' } }, b: { name: 'b', provider: 'aws.west' } },
              aws_iam_access_key: { k: { user: 'a' } },
            },
          },
          { stack: 'test', attribute: awsAttribute },
        ),
      ).flatMap(({ type, properties }) => (type.startsWith('aws:') ? [properties['tagsAll']] : []));
    expect(tagged({ team: 'x', own: '2' })).toEqual([{ team: 'x', own: '1' }, undefined, undefined]);
    expect(tagged({ team: '${aws_iam_user.b.unique_id}' })).toEqual([UNKNOWN, undefined, undefined]);
  });

  it('has logical names that lead back to the Terraform address', () => {
    const [resource] = pulumiResources(
      stackOf({ aws_iam_user: { people: { name: '${each.key}', for_each: { 'a::b': 1 } } } }),
    );
    expect(addressOf(urnOf(resource))).toBe('aws_iam_user.people["a::b"]');
  });

  it('is undone by what the pack reads, for every example of every rule', () => {
    const stacks = rules
      .flatMap(({ examples: { violating, compliant, unresolved = [] } }): readonly Example[] => [
        ...violating,
        ...compliant,
        ...unresolved,
      ])
      .filter(({ onlyIn }) => onlyIn === undefined);
    const resources = stacks.flatMap((example) => {
      const stack = readTerraform(terraformOf(example), { stack: 'test', attribute: awsAttribute });
      const managed = new Map(stack.resources.map((resource) => [resource.address, resource]));
      return pulumiResources(stack)
        .filter(({ type }) => !type.startsWith('pulumi:providers:'))
        .map((resource) => [resource, managed.get(resource.name)!] as const);
    });
    expect(resources.length).toBeGreaterThan(50);
    for (const [resource, original] of resources) {
      const type = terraformType(resource.type) ?? '';
      const known = Object.fromEntries(
        Object.entries(resource.properties).filter(([name, value]) => value !== UNKNOWN && name !== 'tagsAll'),
      );
      const read = essences(argumentsOf(known, { type }));
      expect(type).toBe(original.type);
      expect(essences(original.values)).toMatchObject(read);
      expect(Object.keys(known).length).toBe(
        Object.values(essences(original.values)).filter((value) => value !== 'unknown').length,
      );
    }
  });
});
