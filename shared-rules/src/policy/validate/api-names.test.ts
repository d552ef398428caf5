import { actionsOfService, isAction } from '../actions';
import { permissionOf } from './api-names';

describe('permissionOf', () => {
  it('names the action that permits an operation', () => {
    expect(permissionOf('s3:listobjectsv2')).toBe('s3:ListBucket');
    expect(permissionOf('s3:listbucket')).toBeUndefined();
  });

  it.each([
    's3:headobject',
    's3:listbuckets',
    's3:uploadpart',
    'sqs:sendmessagebatch',
    'sns:publishbatch',
    'lambda:invoke',
  ])('leads from %s, which is no action, to one', (operation) => {
    expect(isAction(operation)).toBe(false);
    expect(isAction((permissionOf(operation) ?? '').toLowerCase())).toBe(true);
  });

  it('holds no operation of the name of an action', () => {
    for (const service of ['s3', 'sqs', 'sns', 'lambda', 'kms', 'dynamodb'])
      expect(actionsOfService(service)?.keys.filter((key) => permissionOf(key) !== undefined)).toEqual([]);
  });
});
