import { mayHoldKey, tokensIn, type Token } from './detect';

/** Made up; see the examples of the rule. */
const ID = ['AKIA', 'Q3ZK7LMW', 'TRB5XNUE'].join('');
const SECRET = ['n8Qv2LxT', 'pWz5/RkYbG7', 'dMh3+JcSfA9eUo1', 'CtXiKw'].join('');
const OTC_ID = ['M8RZ', 'K0QW7LTX', '1VYBN5HD'].join('');
const OTC_SECRET = ['x7GkPq2ZrW', 'n9TbVc4LmY', 'h6JdSf8KaU', 'e3RoXi5CtB'].join('');

const tokens = (text: string, name = '', cloud: Token['cloud'] = 'aws'): readonly Token[] =>
  mayHoldKey(text) ? tokensIn({ text, before: name, encodings: [] }, cloud) : [];
/** What is found for certain. */
const found = (text: string, name = '', cloud: Token['cloud'] = 'aws'): readonly string[] =>
  tokens(text, name, cloud)
    .filter(({ is }) => is === 'certain')
    .map((token) => token.text);

it.each([
  `AWS_SECRET_ACCESS_KEY=${SECRET}`,
  `aws_secret_access_key = "${SECRET}"`,
  `{"SecretAccessKey":"${SECRET}"}`,
  `{\\"secretAccessKey\\":\\"${SECRET}\\"}`,
  `{"name":"AWS_SECRET_ACCESS_KEY","type":"PLAINTEXT","value":"${SECRET}"}`,
  `{"ParameterKey":"AwsSecretKey","ParameterValue":"${SECRET}"}`,
  `- name: AWS_SECRET_ACCESS_KEY\n  value: ${SECRET}\n`,
  `<property><name>fs.s3a.secret.key</name><value>${SECRET}</value></property>`,
  `aws configure set aws_secret_access_key ${SECRET} --profile ci`,
  `docker run -e AWS_SECRET_KEY='${SECRET}' worker`,
  `$env:AWS_SECRET_ACCESS_KEY = '${SECRET}'`,
  `os.environ['AWS_SECRET_ACCESS_KEY'] = '${SECRET}'`,
  `AWS_SECRET_ACCESS_KEY_PROD: ${SECRET}`,
  `AWS_SECRET_ACCESS_KEY=\${OTHER:-${SECRET}}`,
  `S3_SECRET_KEY=${SECRET}`,
])('finds a secret by its name: %s', (text) => {
  expect(found(text)).toEqual([SECRET]);
});

it.each([
  `${ID}:${SECRET}`,
  `s3://${ID}:${SECRET}@bucket/key`,
  `ci,${ID},${SECRET}\n`,
  `access_key = ${ID}\nsecret_key = ${SECRET}\n`,
  `aws_access_key_id=${ID} aws_secret_access_key=${SECRET}`,
])('finds a pair: %s', (text) => {
  expect(found(text)).toEqual([ID, SECRET]);
});

it.each([
  `export OS_ACCESS_KEY=${OTC_ID}\nexport OS_SECRET_KEY=${OTC_SECRET}`,
  `obs_access_key_id: ${OTC_ID}\nobs_secret_access_key: ${OTC_SECRET}`,
  `obsutil config -i=${OTC_ID} -k=${OTC_SECRET} -e=obs.eu-de.otc.t-systems.com`,
  `./obsutil config -interactive -i '${OTC_ID}' -k '${OTC_SECRET}'`,
  `HUAWEICLOUD_SDK_AK=${OTC_ID}\nHUAWEICLOUD_SDK_SK=${OTC_SECRET}`,
])('finds a pair of OTC, whose id only its name tells: %s', (text) => {
  expect(found(text)).toEqual([OTC_ID, OTC_SECRET]);
  expect(tokens(text).map(({ cloud }) => cloud)).toEqual(['otc', 'otc']);
});

it('takes a key of OTC under the names of AWS where the resource is one of OTC', () => {
  const text = `AWS_ACCESS_KEY_ID=${OTC_ID}\nAWS_SECRET_ACCESS_KEY=${OTC_SECRET}`;
  expect(found(text, 'user_data=', 'otc')).toEqual([OTC_ID, OTC_SECRET]);
  expect(found(text, 'user_data=', 'aws')).toEqual([OTC_SECRET]);
});

it('uses the name of the argument', () => {
  expect(found(SECRET, 'environment.variables.AWS_SECRET_ACCESS_KEY=')).toEqual([SECRET]);
  expect(tokens(SECRET, 'secret_key=')).toMatchObject([{ text: SECRET, is: 'named' }]);
  expect(tokens(SECRET, 'revision=')).toMatchObject([{ text: SECRET, is: 'bare' }]);
  expect(tokens(`see ${SECRET}`, 'revision=')).toEqual([]);
});

it('does not take the value of another name', () => {
  expect(found(`AWS_SECRET_ACCESS_KEY=(unknown) TOKEN=${SECRET}`)).toEqual([]);
  expect(found(`AWS_SECRET_ACCESS_KEY=$OTHER\nDEPLOY_TOKEN=${SECRET}`)).toEqual([]);
});

it.each([
  ['a git hash', 'aws_secret_access_key=5c6b5d60a8aa63a5d37e60f15185d13a967f0542'],
  ['a hash in capitals', 'aws_secret_access_key=5C6B5D60A8AA63A5D37E60F15185D13A967F0542'],
  ['a longer hash', `aws_secret_access_key=${SECRET}${SECRET}`],
  ['the secret of the documentation', 'aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  ['ids of the documentation', 'AKIAIOSFODNN7EXAMPLE AKIAI44QH8DHBEXAMPLE ASIAIOSFODNN7EXAMPLE'],
  ['crosses', `aws_secret_access_key=${'X'.repeat(40)} AKIA${'X'.repeat(16)}`],
  ['noughts', `aws_secret_access_key=${'0'.repeat(40)}`],
  [
    'a run of the alphabet',
    `aws_secret_access_key=abcdefghijABCDEFGHIJ0123456789klmnopqrst AKIA${'ABCDEFGH'.padEnd(16, 'IJKLMNOP')}`,
  ],
  ['words', 'aws_secret_access_key=PutTheSecretAccessKeyOfTheWorkerHere1234'],
  ['base64 of words', `aws_secret_access_key=${Buffer.from('the quick brown fox jumps over').toString('base64')}`],
  [
    'what an escape makes forty letters of',
    `aws_secret_access_key%3D${SECRET.slice(2)} aws_secret_access_key: a\\u002b${SECRET.slice(5)}`,
  ],
  ['a path', 'aws_secret_access_key=usr/local/share/ca/certificates/Amazon1A'],
  ['an id inside of a longer word', `${ID}A x${ID} 0${ID}`],
  ['other unique ids', ['AIDA', 'AROA', 'ANPA', 'ABIA', 'ACCA'].map((prefix) => prefix + ID.slice(4)).join(' ')],
  ['twenty capitals that nobody names', `ticket ${OTC_ID}`],
  ['a name that stands for a domain', 'domain_name=OTC00000000001000000001'],
])('leaves alone: %s', (_, text) => {
  expect(found(text)).toEqual([]);
});
