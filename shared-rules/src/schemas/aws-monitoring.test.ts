import { readTerraform } from '../expressions';
import type { Monitoring } from '../model/monitoring';
import type { Example } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import { iamModel } from './aws';
import { awsAttribute } from './aws-attributes';

function monitoringOf(resources: Example['resources']): Monitoring {
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  return iamModel(stack).account.monitoring;
}

const trail = (settings: Readonly<Record<string, unknown>>): Monitoring['trails'][number] | undefined =>
  monitoringOf({ 'aws_cloudtrail.x': { name: 'x', s3_bucket_name: 'b', ...settings } }).trails[0];

describe('a trail', () => {
  it('has the defaults of the provider', () => {
    const { isMultiRegion, hasGlobalEvents, isValidated, isLogging, key, logGroup } = trail({}) ?? {};
    const values = [isMultiRegion, hasGlobalEvents, isValidated, isLogging, key, logGroup].map((each) => each?.value);
    expect(values.map((value) => (value?.kind === 'known' ? value.value : value))).toEqual([
      false, true, false, true, null, null,
    ]); // prettier-ignore
  });

  it.each([
    ['all', []],
    ['all', [{ include_management_events: true }]],
    ['some', [{ read_write_type: 'ReadOnly' }]],
    ['all', [{ read_write_type: 'ReadOnly' }, { read_write_type: 'WriteOnly' }]],
    ['none', [{ include_management_events: false }]],
  ])('records %s of the management events with the selectors %j', (management, selectors) => {
    expect(trail({ event_selector: selectors })?.management).toBe(management);
  });

  it.each([
    ['all', ['Management'], undefined],
    ['some', ['Management'], ['true']],
    ['none', ['Data'], undefined],
  ])('records %s of them with the advanced selector %j, read-only %j', (management, category, readOnly) => {
    const fields = [
      { field: 'eventCategory', equals: category },
      ...(readOnly === undefined ? [] : [{ field: 'readOnly', equals: readOnly }]),
    ];
    expect(trail({ advanced_event_selector: [{ field_selector: fields }] })?.management).toBe(management);
  });
});

describe('an analyzer', () => {
  it.each([
    ['external', 'ORGANIZATION'],
    ['unused', 'ACCOUNT_UNUSED_ACCESS'],
    ['internal', 'ORGANIZATION_INTERNAL_ACCESS'],
  ])('looks for %s access by the type %s', (finds, type) => {
    const { analyzers } = monitoringOf({ 'aws_accessanalyzer_analyzer.x': { analyzer_name: 'x', type } });
    expect(analyzers[0]?.finds).toBe(finds);
  });
});

describe('an event rule', () => {
  const rule = (settings: Readonly<Record<string, unknown>>): Monitoring['alerts'][number] | undefined =>
    monitoringOf({
      'provider.aws': { region: 'eu-west-1' },
      'aws_cloudwatch_event_rule.x': { name: 'x', event_pattern: '{"source":["aws.iam"]}', ...settings },
      'aws_cloudwatch_event_target.x': { rule: 'x', arn: 'arn:aws:sns:us-east-1:111122223333:t' },
    }).alerts[0];

  it('tells of IAM in the region of its provider, or in its own', () => {
    expect(rule({})).toMatchObject({ tells: ['iam'], isHeard: true, region: 'eu-west-1' });
    expect(rule({ region: 'us-east-1' })?.region).toBe('us-east-1');
  });

  it('tells nobody when it is switched off', () => {
    expect(rule({ state: 'DISABLED' })?.isHeard).toBe(false);
  });

  it('tells of the root user by the identity in the event', () => {
    const pattern = JSON.stringify({ detail: { userIdentity: { type: ['Root'] } } });
    expect(rule({ event_pattern: pattern })?.tells).toEqual(['root']);
  });

  it('is no alert when it looks for something else', () => {
    expect(rule({ event_pattern: '{"source":["aws.ec2"]}' })).toBeUndefined();
  });
});
