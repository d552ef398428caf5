import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { readTerraform } from '../../expressions';
import type { WrittenCredential } from '../../model/iam-model';
import type { Resource, Stack } from '../../model/resource';
import { concatenate, fromJson, known, unknown, type Value } from '../../model/value';
import { layersOf } from './decode';
import { writtenCredentialsOf } from './written';

jest.mock('./decode', () => {
  const actual = jest.requireActual<typeof import('./decode')>('./decode');
  return { ...actual, layersOf: jest.fn(actual.layersOf) };
});

/** Made up; see the examples of the rule. */
const ID = ['AKIA', 'Q3ZK7LMW', 'TRB5XNUE'].join('');
const SECRET = ['n8Qv2LxT', 'pWz5/RkYbG7', 'dMh3+JcSfA9eUo1', 'CtXiKw'].join('');
const OTHER_ID = ['AKIA', 'W2YH5VNC', 'QDKT4RGP'].join('');
const OTC_ID = ['M8RZ', 'K0QW7LTX', '1VYBN5HD'].join('');
const OTC_SECRET = ['x7GkPq2ZrW', 'n9TbVc4LmY', 'h6JdSf8KaU', 'e3RoXi5CtB'].join('');
const PAIR = `AWS_ACCESS_KEY_ID=${ID}\nAWS_SECRET_ACCESS_KEY=${SECRET}\n`;

const MODES: readonly Resource['mode'][] = ['data', 'provider', 'output', 'local', 'module'];

/** Of values in plain JSON; a `Value` inside of a map at the top stands for itself. */
function resource(address: string, values: Readonly<Record<string, unknown>>): Resource {
  const [first = '', second = ''] = address.split('.');
  const mode = MODES.find((each) => each === first) ?? (first === 'var' ? 'variable' : 'managed');
  const isValue = (value: unknown): value is Value =>
    typeof value === 'object' && value !== null && 'references' in value;
  const map = new Map(Object.entries(values).map(([key, value]) => [key, isValue(value) ? value : fromJson(value)]));
  const type = mode === 'managed' ? first : mode === 'data' || mode === 'provider' ? second : mode;
  return { address, type, mode, values: map, stack: 'test' };
}

const stack = (...resources: readonly Resource[]): Stack => ({ name: 'test', resources, notChecked: [] });
const credentials = (...resources: readonly Resource[]): readonly WrittenCredential[] =>
  writtenCredentialsOf(stack(...resources));
/** In one line each. */
const lines = (...resources: readonly Resource[]): readonly string[] =>
  credentials(...resources).map(({ resource: at, property, credential, encodings }) =>
    [at.address, property, credential, ...encodings].join(' '),
  );

const base64 = (data: string | Buffer): string => Buffer.from(data).toString('base64');

describe('a configured secret', () => {
  const version = resource('aws_secretsmanager_secret_version.a', { secret_id: 'a', secret_string: PAIR });
  const variable = resource('var.pair', { default: PAIR, sensitive: true });
  const found = (resources: readonly Resource[], secrets: readonly string[]): readonly string[] =>
    writtenCredentialsOf({ ...stack(...resources), secrets, written: [] }).map(({ resource: at }) => at.address);

  it('may go into a secrets manager', () => {
    expect(found([version], [PAIR])).toEqual([]);
    expect(found([version], [])).toEqual([version.address]);
  });

  it('may be one that the program writes, where an engine does not show the program', () => {
    const open = writtenCredentialsOf({ ...stack(version), secrets: [PAIR] });
    expect(open.map(({ doubt }) => doubt?.reason)).toEqual([expect.stringContaining('is not told')]);
  });

  it('is found in the variable that the program gives it to', () => {
    expect(found([version, variable], [PAIR])).toEqual([variable.address]);
  });

  it('may not be put where it can be read', () => {
    const machine = resource('aws_instance.a', { user_data: PAIR });
    expect(found([machine], [PAIR])).toEqual([machine.address]);
  });
});

it('looks behind an encoding of a text that is known in parts', () => {
  const script = concatenate([unknown('later'), `\n${PAIR}`]);
  const encoded = script.kind === 'text' ? { ...unknown('later'), encoded: script } : script;
  expect(lines(resource('aws_instance.a', { user_data_base64: encoded }))).toEqual([
    'aws_instance.a user_data_base64 pair',
  ]);
});

it('tells what it is, where it is, and nothing that opens anything', () => {
  const found = credentials(resource('aws_instance.a', { user_data_base64: base64(gzipSync(PAIR)) }));
  expect(found).toMatchObject([
    {
      kind: 'written-credential',
      property: 'user_data_base64',
      cloud: 'aws',
      credential: 'pair',
      hint: `${ID.slice(0, 8)}…`,
      encodings: ['base64', 'gzip'],
      place: 'user-data',
    },
  ]);
  const rest = { ...found[0], resource: undefined };
  expect(JSON.stringify(rest)).not.toContain(SECRET.slice(0, 6));
  expect(JSON.stringify(rest)).not.toContain(ID);
});

it('makes one of an id and a secret in two arguments, and names that of the secret', () => {
  const variables = { A_KEY: ID, B_SECRET: SECRET };
  expect(lines(resource('aws_lambda_function.a', { environment: [{ variables }] }))).toEqual([
    'aws_lambda_function.a environment.variables.B_SECRET pair',
  ]);
});

it('makes one of what stands in a resource twice', () => {
  expect(
    lines(resource('aws_instance.a', { user_data: PAIR, tags: { key: ID }, user_data_base64: base64(PAIR) })),
  ).toEqual(['aws_instance.a user_data pair']);
});

it('keeps two keys of one resource apart', () => {
  expect(lines(resource('aws_instance.a', { user_data: PAIR, tags: { key: OTHER_ID } }))).toEqual([
    'aws_instance.a user_data pair',
    'aws_instance.a tags.key id',
  ]);
});

it('takes a name with other uses only beside an id', () => {
  expect(lines(resource('aws_lambda_function.a', { environment: { SECRET_KEY: SECRET } }))).toEqual([]);
  expect(lines(resource('aws_lambda_function.a', { environment: { SECRET_KEY: SECRET, KEY: ID } }))).toEqual([
    'aws_lambda_function.a environment.SECRET_KEY pair',
  ]);
});

it('takes a secret without a name only in the block of an id', () => {
  const pieces = [{ value: SECRET }, { value: ID }];
  expect(lines(resource('helm_release.a', { set: pieces }))).toEqual(['helm_release.a set.value id']);
  expect(lines(resource('helm_release.a', { set: [{ one: SECRET, two: ID }] }))).toEqual([
    'helm_release.a set.one pair',
  ]);
});

it('reads the name of a variable beside its value', () => {
  const variable = { value: SECRET, type: 'PLAINTEXT', name: 'AWS_SECRET_ACCESS_KEY' };
  expect(lines(resource('aws_codebuild_project.a', { environment: [{ environment_variable: [variable] }] }))).toEqual([
    'aws_codebuild_project.a environment.environment_variable.value secret',
  ]);
});

it('reads secrets in base64 whose name stands outside', () => {
  const manifest = `kind: Secret\ndata:\n  AWS_SECRET_ACCESS_KEY: ${base64(SECRET)}\n`;
  expect(lines(resource('kubectl_manifest.a', { yaml_body: manifest }))).toEqual([
    'kubectl_manifest.a yaml_body secret base64',
  ]);
  expect(lines(resource('kubernetes_secret.a', { binary_data: { AWS_SECRET_ACCESS_KEY: base64(SECRET) } }))).toEqual([
    'kubernetes_secret.a binary_data.AWS_SECRET_ACCESS_KEY secret base64',
  ]);
});

it('reads every kind of block, and knows the arguments of providers', () => {
  expect(
    lines(
      resource('data.cloudinit_config.a', { part: [{ content: PAIR }] }),
      resource('provider.aws', { access_key: ID, secret_key: SECRET }),
      resource('provider.aws.west', { secret_key: SECRET }),
      resource('provider.opentelekomcloud', { access_key: OTC_ID, secret_key: OTC_SECRET }),
      resource('provider.huaweicloud', { access_key: OTC_ID }),
      resource('output.a', { value: { id: ID } }),
      resource('module.a', { key: ID, secret: SECRET }),
      resource('provider.minio', { access_key: OTC_ID, secret_key: OTC_SECRET }),
    ),
  ).toEqual([
    'data.cloudinit_config.a part.content pair',
    'provider.aws secret_key pair',
    'provider.aws.west secret_key secret',
    'provider.opentelekomcloud secret_key pair',
    'provider.huaweicloud access_key id',
    'output.a value.id id',
    'module.a secret pair',
  ]);
});

it('reports a variable and a local only where nothing else shows the same key', () => {
  const local = resource('local.key', { value: { id: ID, text: PAIR } });
  const variable = resource('var.aws_secret_access_key', { default: SECRET });
  expect(lines(variable, local)).toEqual(['var.aws_secret_access_key default secret']);
  expect(lines(local)).toEqual(['local.key value.text pair']);
  expect(lines(variable, local, resource('aws_instance.a', { user_data: base64(PAIR) }))).toEqual([
    'aws_instance.a user_data pair base64',
  ]);
});

it('leaves out what comes from an access key of this or of another stack', () => {
  const key = resource('aws_iam_access_key.a', { user: 'a' });
  const urn = { ...key, address: 'urn:pulumi:dev::app::aws:iam/accessKey:AccessKey::a' };
  for (const address of ['aws_iam_access_key.a', 'keys/aws_iam_access_key.a["x"]', urn.address]) {
    const handed = known(SECRET, [{ address }]);
    expect(lines(key, urn, resource('aws_lambda_function.a', { aws_secret_access_key: handed }))).toEqual([]);
  }
  const other = known(SECRET, [{ address: 'aws_iam_user.a' }]);
  expect(lines(key, resource('aws_lambda_function.a', { aws_secret_access_key: other }))).toHaveLength(1);
});

it('reads the known pieces of a text, and joins nothing over a hole', () => {
  const hole = unknown('not known', [{ address: 'aws_iam_access_key.a', attribute: 'secret' }]);
  const inParts = concatenate([PAIR, 'HOST=', hole]);
  expect(lines(resource('aws_instance.a', { user_data: inParts }))).toEqual(['aws_instance.a user_data pair']);
  const over = concatenate([
    SECRET.slice(0, 20),
    hole,
    SECRET.slice(20),
    ' aws_secret_access_key=',
    hole,
    `\n${SECRET}`,
  ]);
  expect(lines(resource('aws_instance.a', { user_data: over }))).toEqual([]);
});

it('tells the cloud of a key', () => {
  const text = `OS_ACCESS_KEY=${OTC_ID}\nOS_SECRET_KEY=${OTC_SECRET}`;
  expect(credentials(resource('aws_instance.a', { user_data: text }))).toMatchObject([
    { cloud: 'otc', credential: 'pair' },
  ]);
  expect(credentials(resource('opentelekomcloud_compute_instance_v2.a', { user_data: PAIR }))).toMatchObject([
    { cloud: 'aws', credential: 'pair' },
  ]);
  const auth = `{ ak: ${OTC_ID}, sk: ${OTC_SECRET} }`;
  const file = (host: string): Readonly<Record<string, unknown>> => ({
    content: `clouds: { auth_url: https://iam.${host}/v3, auth: ${auth} }`,
  });
  expect(credentials(resource('local_file.a', file('eu-de.otc.t-systems.com')))).toMatchObject([
    { cloud: 'otc', credential: 'pair' },
  ]);
  expect(credentials(resource('local_file.a', file('example.com')))).toEqual([]);
});

describe('what the program says and no value shows', () => {
  const read = (configuration: object): readonly string[] =>
    writtenCredentialsOf(readTerraform({ variable: { on: {} }, ...configuration }, { stack: 'test' })).map(
      ({ resource: { address }, property, credential, workload }) =>
        [address, property, credential, workload?.label ?? ''].join(' '),
    );
  const instance = (user_data: string, more: object = {}): readonly string[] =>
    read({ resource: { aws_instance: { a: { user_data, ...more } } } });
  const literal = JSON.stringify(PAIR);

  it.each([
    `\${var.on ? ${literal} : ""}`,
    `\${var.on ? "" : upper("x") == "X" ? "" : ${literal}}`,
    `%{ if var.on }${PAIR}%{ endif }`,
    `\${try(var.on, ${literal})}`,
    `\${coalesce(var.on, ${literal})}`,
    `\${join("", [for x in [${literal}] : x if var.on])}`,
    `\${replace(${literal}, "x", var.on)}`,
    `\${join("", concat([${literal}], var.on))}`,
    `\${indent(4, "\${var.on} ${literal.slice(1)})}`,
    `\${not a readable expression ${PAIR}}`,
  ])('is reported once: %s', (text) => {
    expect(instance(text)).toEqual(['aws_instance.a user_data pair ']);
  });

  it('by the names that stand in it', () => {
    expect(instance(`\${templatefile("no.tpl", { aws_secret_access_key = "${SECRET}", on = var.on })}`)).toEqual([
      'aws_instance.a user_data secret EC2 instance',
    ]);
    expect(instance(`\${lookup({ aws_secret_access_key = "${SECRET}" }, var.on)}`)).toEqual([
      'aws_instance.a user_data.aws_secret_access_key secret ',
    ]);
    expect(instance(`\${merge(var.on, { (var.on) = ${literal} })}`)).toEqual(['aws_instance.a user_data pair ']);
  });

  it('in blocks that may not be there, in resources that will not, and in blocks that are no resources', () => {
    const variables = { AWS_SECRET_ACCESS_KEY: SECRET };
    const dynamic = { environment: { for_each: '${var.on}', content: { variables } } };
    expect(read({ resource: { aws_lambda_function: { a: { dynamic } } } })).toEqual([
      'aws_lambda_function.a dynamic.environment.content.variables.AWS_SECRET_ACCESS_KEY secret ',
    ]);
    expect(instance(PAIR, { count: 0 })).toEqual(['aws_instance.a user_data pair ']);
    expect(read({ terraform: { backend: { s3: { access_key: ID, secret_key: SECRET } } } })).toEqual([
      'terraform backend.s3.secret_key pair ',
    ]);
    expect(read({ check: { c: { data: { http: { h: { url: PAIR } } } } } })).toEqual(['check.c data.http.h.url pair ']);
    const provider = { aws: [{ alias: 'w', access_key: '${var.on ? "' + ID + '" : null}' }] };
    expect(read({ provider })).toEqual(['provider.aws.w access_key id ']);
  });

  it('not again what a value shows, in whichever instance', () => {
    expect(instance(PAIR)).toEqual(['aws_instance.a user_data pair EC2 instance']);
    expect(instance(`\${${literal}}`, { count: 2 })).toHaveLength(2);
    expect(
      read({ locals: { l: PAIR }, variable: { v: { default: PAIR } }, output: { o: { value: '${local.l}' } } }),
    ).toEqual(['output.o value pair ']);
  });

  it('in every block that has it, whatever another one shows', () => {
    const a = { user_data: `\${var.on ? ${literal} : ""}` };
    expect(read({ resource: { aws_instance: { a, b: { user_data: PAIR } } } })).toEqual([
      'aws_instance.b user_data pair EC2 instance',
      'aws_instance.a user_data pair ',
    ]);
  });
});

describe('whatever is wrapped around it', () => {
  const glue = (text: string, width: number): string => (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\n');
  const encoders: Readonly<Record<string, (text: string) => string>> = {
    base64,
    url: (text) => Buffer.from(text).toString('base64url'),
    mime: (text) => `Content-Type: text/x-shellscript\n\n${glue(base64(text), 76)}\n--end--\n`,
    gzip: (text) => base64(gzipSync(text)),
    json: (text) => JSON.stringify({ name: 'script', value: text }),
    slashes: (text) => JSON.stringify([text]).replaceAll('/', '\\/').replaceAll('+', '\\u002b'),
    percent: (text) => `amqp://host?script=${encodeURIComponent(text)}&more=1`,
    wide: (text) => `powershell -EncodedCommand ${base64(Buffer.from(text, 'utf16le'))}`,
    yaml: (text) => `#cloud-config\nwrite_files:\n  - encoding: b64\n    content: ${base64(text)}\n`,
    heredoc: (text) => `cat <<EOF > /etc/file\n${text}\nEOF\n`,
  };
  const wrap = (text: string, name: string): string => encoders[name]?.(text) ?? '';
  // The seed is fixed: one in some ten thousand that are made at random looks like words, and is no secret to anybody.
  /** Letters that are made at random, so that shrinking does not make them look like anything else. */
  const made = (alphabet: string, length: number): fc.Arbitrary<string> =>
    fc
      .noShrink(fc.array(fc.noBias(fc.nat(alphabet.length - 1)), { minLength: length, maxLength: length }))
      .map((letters) => letters.map((letter) => alphabet[letter]).join(''));
  const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const BASE64 = `${LETTERS}${LETTERS.toLowerCase()}0123456789/+`;
  const wrapping = fc.array(fc.constantFrom(...Object.keys(encoders)), { maxLength: 4 });

  it('finds a pair', () => {
    fc.assert(
      fc.property(made(`${LETTERS}234567`, 16), made(BASE64, 40), wrapping, (id, secret, names) => {
        const text = `export AWS_ACCESS_KEY_ID=AKIA${id}\nexport AWS_SECRET_ACCESS_KEY=${secret}\n`;
        const wrapped = names.reduce(wrap, text);
        expect(credentials(resource('aws_instance.a', { user_data: wrapped }))).toMatchObject([
          { credential: 'pair', hint: `AKIA${id.slice(0, 4)}…` },
        ]);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('finds nothing in hashes, ids and random bytes', () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 400 }).map((bytes) => base64(Buffer.from(bytes))),
      made('0123456789abcdef', 40),
      made(BASE64, 43).map((text) => `${text}=`),
      fc.uuid(),
      made(`${LETTERS}0123456789`, 20),
      fc.lorem({ maxCount: 30 }),
    );
    const named = fc.tuple(
      fc.constantFrom('commit=', 'digest: ', 'access_key: ', 'AWS_SECRET_ACCESS_KEY_ID ', ''),
      noise,
    );
    fc.assert(
      fc.property(named, wrapping, ([name, text], names) => {
        const wrapped = names.reduce(wrap, name + text);
        expect(credentials(resource('aws_instance.a', { user_data: wrapped, secret_key: text }))).toEqual([]);
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});

it('decodes no more than the strings that may hold a key', () => {
  jest.mocked(layersOf).mockClear();
  const texts = [...Array(2000).keys()].map((at) => `arn:aws:s3:::bucket-${at}/folder/file`);
  expect(credentials(resource('aws_s3_bucket.a', { tags: texts, secret: [...texts, PAIR] }))).toHaveLength(1);
  expect(layersOf).toHaveBeenCalledTimes(1);
});
