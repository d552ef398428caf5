// @ts-check
'use strict';

/**
 * Which folder of `shared-rules/src` may import which. What a layer may use only as types stands behind `types:`.
 * @type {Record<string, readonly string[]>}
 */
const layers = {
  'model/': ['model/'],
  'expressions/': ['model/', 'expressions/'],
  'policy/': ['model/', 'policy/'],
  'schemas/': ['model/', 'policy/', 'expressions/json.ts', 'schemas/'],
  'access/': ['model/', 'policy/', 'access/', 'types:rule/finding.ts'],
  'rule/': ['model/', 'rule/'],
  'rules/': ['model/', 'policy/', 'access/', 'rule/', 'rules/'],
  'catalogue.ts': ['rule/', 'rules/'],
  'presets/': ['rule/', 'catalogue.ts', 'presets/'],
  'engine/': ['model/', 'policy/', 'schemas/', 'rule/', 'engine/', 'version.ts'],
  'testing/': ['model/', 'expressions/', 'rule/', 'engine/', 'schemas/aws-attributes.ts', 'testing/'],
  'report/': ['rule/', 'report/', 'types:engine/configuration.ts'],
};

const shared = 'shared-rules/src/';
const packages = '(?:shared-rules|pack|pulumi-policy|cdktf-aspects|cli|test)';
const tests = '[.]test[.]ts$';

/** @param {readonly string[]} paths */
const anyOf = (paths) => `^${shared}(?:${paths.map((path) => path.replaceAll('.', '[.]')).join('|')})`;

const layerRules = Object.entries(layers).flatMap(([layer, uses]) => {
  const types = uses.filter((use) => use.startsWith('types:')).map((use) => use.slice('types:'.length));
  const allowed = uses.filter((use) => !use.startsWith('types:'));
  const from = { path: anyOf([layer]), pathNot: tests };
  const name = `layer-${layer.replace(/[/.].*/, '')}`;
  return [
    {
      name,
      comment: `${shared}${layer} may import only ${uses.join(', ')}`,
      severity: /** @type {const} */ ('error'),
      from,
      to: { path: `^${shared}`, pathNot: anyOf([...allowed, ...types]) },
    },
    ...types.map((type) => ({
      name: `${name}-types`,
      comment: `${shared}${layer} may import ${type} only as types`,
      severity: /** @type {const} */ ('error'),
      from,
      to: { path: anyOf([type]), dependencyTypesNot: [/** @type {const} */ ('type-only')] },
    })),
  ];
});

/**
 * @param {string} name
 * @param {string} comment
 * @param {object} from
 * @param {object} to
 */
const forbid = (name, comment, from, to) => ({ name, comment, severity: /** @type {const} */ ('error'), from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    forbid(
      'shared-rules-knows-no-engine',
      'the rules run in every engine and know none',
      { path: `^${shared}`, pathNot: tests },
      { path: '(?:^|node_modules/)(?:@pulumi|@cdktf|cdktf|cdktn|constructs)(?:/|$)' },
    ),
    forbid(
      'shared-rules-knows-no-machine',
      'of Node, the rules may use only node:zlib and node:crypto',
      { path: `^${shared}`, pathNot: tests },
      { dependencyTypes: ['core'], pathNot: '^(?:node:)?(?:zlib|crypto)$' },
    ),
    forbid(
      'cdktf-aspects-imports-no-library',
      'one implementation serves cdktf and cdktn: at run time it has neither',
      { path: '^cdktf-aspects/src/', pathNot: tests },
      { path: '(?:^|node_modules/)(?:@cdktf|cdktf|cdktn|constructs)(?:/|$)' },
    ),
    forbid(
      'pulumi-policy-imports-no-provider',
      'a pack that imports a provider starts in half a minute',
      { path: '^pulumi-policy/src/', pathNot: tests },
      { path: '(?:^|node_modules/)@pulumi/(?!(?:policy|pulumi)(?:/|$))' },
    ),
    forbid(
      'no-provider-index',
      'the index of a prebuilt provider takes seconds and 574 MB: import @cdktf/provider-aws/lib/<type>',
      {},
      { path: 'node_modules/@cdktf/provider-[^/]+/lib/index[.]' },
    ),
    forbid(
      'public-entry-points',
      'packages know each other by name, through the entry points that their package.json exports',
      { path: `^(${packages})/` },
      { path: `^${packages}/src/`, pathNot: '^$1/' },
    ),
    forbid('no-test-in-source', 'nothing imports a test', { pathNot: tests }, { path: tests }),
    forbid('no-cycle', 'a cycle has no first file to read', {}, { circular: true }),
    forbid('resolvable', 'an import must lead somewhere', {}, { couldNotResolve: true }),
    forbid(
      'declared',
      'what a package uses stands in the `dependencies` of its own package.json',
      { path: `^${packages}/src/`, pathNot: [tests, '^test/'] },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '(^|/)dist/'] },
    exclude: {
      path: [`^${shared}policy/data/`, '(^|/)cdktf[.]out/', '^test/oracle/', '^cli/templates/pack/pulumi[.]js$'],
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'require', 'node', 'default'],
      mainFields: ['types', 'main'],
      extensions: ['.ts', '.js', '.json', '.d.ts'],
    },
  },
};
