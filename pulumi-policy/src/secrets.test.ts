import type { EngineResource } from './engine-resource';
import { SIGNATURE, signatures } from './raw';
import { doubtful, makesCredentials, secretProperties, secretTexts } from './secrets';

const secret = (value: unknown): object => ({ [SIGNATURE]: signatures.secret, value });

describe('what the engine marks as a secret', () => {
  const properties = {
    name: 'plain',
    password: secret('hunter22'),
    environment: { variables: { TOKEN: secret({ a: ['first', 'second'] }), LOG: 'info' }, pin: secret('123') },
    count: secret(7),
  };

  it('is known by its texts, however deep, but for those too short to be told from words', () => {
    expect(secretTexts(properties)).toEqual(['hunter22', 'first', 'second']);
  });

  it('is known by the properties that hold it', () => {
    expect(secretProperties(properties)).toEqual(['password', 'environment', 'count']);
  });
});

describe('what may be a credential of the program itself', () => {
  const lambda: EngineResource = {
    urn: 'urn',
    type: 'aws:lambda/function:Function',
    properties: { environment: { A: 'x' }, description: 'key AKIAQWERTZUIOPASDFGH', role: 'arn', size: undefined },
    dependencies: {},
  };

  it('stands in properties that hold a secret or the id of an access key', () => {
    expect(doubtful(lambda, ['environment'])).toEqual(['environment', 'description']);
  });

  it('stands in nothing that IAM decides by', () => {
    expect(doubtful({ ...lambda, type: 'aws:iam/accessKey:AccessKey' }, ['user'])).toEqual([]);
  });

  it('is made by resources of IAM only', () => {
    expect(makesCredentials('aws:iam/accessKey:AccessKey')).toBe(true);
    expect(makesCredentials('aws:iam/user:User')).toBe(false);
    expect(makesCredentials('aws:rds/instance:Instance')).toBe(false);
  });
});
