import { didYouMean, nearest } from './nearest';

const ids = ['no-user-without-mfa', 'no-root-access-keys', 'limit-access-keys-per-user'];

describe('nearest', () => {
  it('finds the word behind a missing letter', () => {
    expect(nearest('no-user-without-mf', ids)).toBe('no-user-without-mfa');
  });

  it('finds the word behind two swapped letters', () => {
    expect(nearest('no-rooot-acecss-keys', ids)).toBe('no-root-access-keys');
  });

  it('counts a swap as one edit, so that three swaps are still near', () => {
    expect(nearest('on-orot-acecss-keys', ids)).toBe('no-root-access-keys');
  });

  it('ignores case', () => {
    expect(nearest('NO-ROOT-ACCESS-KEYS', ids)).toBe('no-root-access-keys');
  });

  it('says nothing when nothing is near', () => {
    expect(nearest('encrypt-buckets', ids)).toBeUndefined();
  });

  it('says nothing for a short word of which half is wrong', () => {
    expect(nearest('ab', ['cd', 'ax'])).toBeUndefined();
  });

  it('prefers the nearest, and the first of equals', () => {
    expect(nearest('rule-c', ['rule-aa', 'rule-a', 'rule-b'])).toBe('rule-a');
  });

  it('ends a message with the guess', () => {
    expect(didYouMean('configration', ['configuration', 'rules'])).toBe(', did you mean `configuration`?');
  });

  it('adds nothing to a message without a guess', () => {
    expect(didYouMean('x', ['configuration', 'rules'])).toBe('');
  });
});
