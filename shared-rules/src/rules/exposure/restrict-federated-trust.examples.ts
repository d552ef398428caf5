type Statement = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const at = ['aws_iam_role.entry'];

/** A role with these statements in its trust policy. */
const role = (...statements: readonly Statement[]): Resources => ({
  'aws_iam_role.entry': {
    name: 'entry',
    assume_role_policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
  },
});

const GITHUB = 'token.actions.githubusercontent.com';
const CLUSTER = 'oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';

const oidc = (issuer: string, condition?: unknown): Statement => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRoleWithWebIdentity',
  Principal: {
    Federated:
      issuer.includes('.') && issuer.endsWith('amazonaws.com') && !issuer.includes('/')
        ? issuer
        : `arn:aws:iam::111122223333:oidc-provider/${issuer}`,
  },
  ...(condition === undefined ? {} : { Condition: condition }),
});

const saml = (condition?: unknown): Statement => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRoleWithSAML',
  Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/corporate' },
  ...(condition === undefined ? {} : { Condition: condition }),
});

const subject = (issuer: string, value: unknown): unknown => ({
  StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' },
  StringLike: { [`${issuer}:sub`]: value },
});

/** A role for a cluster of which the address is known after apply. */
const inCluster = (subjects: string): Resources => {
  const issuer = '${replace(aws_iam_openid_connect_provider.cluster.url, "https://", "")}';
  return {
    'aws_eks_cluster.shop': { name: 'shop' },
    'aws_iam_openid_connect_provider.cluster': {
      url: '${aws_eks_cluster.shop.identity[0].oidc[0].issuer}',
      client_id_list: ['sts.amazonaws.com'],
    },
    'data.aws_iam_policy_document.trust': {
      statement: [
        {
          actions: ['sts:AssumeRoleWithWebIdentity'],
          principals: [{ type: 'Federated', identifiers: ['${aws_iam_openid_connect_provider.cluster.arn}'] }],
          condition: [
            { test: 'StringEquals', variable: `${issuer}:aud`, values: ['sts.amazonaws.com'] },
            { test: 'StringLike', variable: `${issuer}:sub`, values: [subjects] },
          ],
        },
      ],
    },
    'aws_iam_role.entry': { name: 'entry', assume_role_policy: '${data.aws_iam_policy_document.trust.json}' },
  };
};

/** Examples of `restrict-federated-trust`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'every workflow on GitHub', resources: role(oidc(GITHUB)), at },
    {
      title: 'an audience is no subject',
      resources: role(oidc(GITHUB, { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } })),
      at,
    },
    { title: 'every repository', resources: role(oidc(GITHUB, subject(GITHUB, 'repo:*'))), at },
    { title: 'organizations whose name begins so', resources: role(oidc(GITHUB, subject(GITHUB, 'repo:acme*'))), at },
    {
      title: 'a repository of this name, of organizations whose name begins so',
      resources: role(oidc(GITHUB, subject(GITHUB, 'repo:acme*/infra:*'))),
      at,
    },
    {
      title: 'organizations whose name differs in a letter',
      resources: role(oidc(GITHUB, subject(GITHUB, 'repo:acme?/infra:*'))),
      at,
    },
    {
      title: 'an environment, which anybody can have in a repository of their own',
      resources: role(oidc(GITHUB, { StringEquals: { [`${GITHUB}:environment`]: 'production' } })),
      at,
    },
    {
      title: 'one of two subjects is open',
      resources: role(oidc(GITHUB, subject(GITHUB, ['repo:acme/app:*', 'repo:*']))),
      at,
    },
    {
      title: 'a set of subjects that may be empty does not matter: a token has one',
      resources: role(oidc(GITHUB, { 'ForAllValues:StringLike': { [`${GITHUB}:sub`]: 'repo:*' } })),
      at,
    },
    {
      title: 'a subject that begins with what its owner chose',
      resources: role(oidc(GITHUB, { StringEquals: { [`${GITHUB}:sub`]: 'workflow:deploy:repo:acme/app' } })),
      at,
    },
    {
      title: 'a subject that no token has',
      resources: role(oidc(GITHUB, { StringEquals: { [`${GITHUB}:sub`]: 'repo:*' } })),
      at,
    },
    {
      title: 'the statement after a safe one',
      resources: role(oidc(GITHUB, subject(GITHUB, 'repo:acme/app:*')), oidc('gitlab.com')),
      at,
    },
    {
      title: 'every organization on HCP Terraform',
      resources: role(oidc('app.terraform.io', subject('app.terraform.io', 'organization:*'))),
      at,
    },
    { title: 'every organization on Buildkite', resources: role(oidc('agent.buildkite.com')), at },
    { title: 'every organization on Pulumi Cloud', resources: role(oidc('api.pulumi.com/oidc')), at },
    { title: 'every application with Google sign-in', resources: role(oidc('accounts.google.com')), at },
    { title: 'every pod of a cluster', resources: role(oidc(CLUSTER)), at },
    {
      title: 'a service account of this name in any namespace',
      resources: role(oidc(CLUSTER, subject(CLUSTER, 'system:serviceaccount:*:*'))),
      at,
    },
    {
      title: 'namespaces with one letter in common',
      resources: role(oidc(CLUSTER, subject(CLUSTER, 'system:serviceaccount:a*:app'))),
      at,
    },
    {
      title: 'subjects of some provider with one letter in common',
      resources: role(oidc('idp.example.com', { StringLike: { 'idp.example.com:sub': 'a*' } })),
      at,
    },
    {
      title: 'a service account of this name in any namespace of a cluster of the stack',
      resources: inCluster('system:serviceaccount:*:checkout'),
      at,
      onlyIn: 'terraform' as const,
    },
    {
      title: 'every workflow on GitHub, by a provider of the stack',
      resources: {
        'aws_iam_openid_connect_provider.github': { url: `https://${GITHUB}`, client_id_list: ['sts.amazonaws.com'] },
        'aws_iam_role.entry': {
          name: 'entry',
          assume_role_policy:
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{"Federated":"${aws_iam_openid_connect_provider.github.arn}"}}]}',
        },
      },
      at,
      onlyIn: 'terraform' as const,
    },
    { title: 'assertions for another service', resources: role(saml()), at },
  ],
  compliant: [
    {
      title: 'one branch of one repository',
      resources: role(oidc(GITHUB, subject(GITHUB, 'repo:acme/app:ref:refs/heads/main'))),
    },
    {
      title: 'the repositories of the own organization',
      resources: role(oidc(GITHUB, subject(GITHUB, 'repo:acme/*'))),
    },
    {
      title: 'a project on GitLab',
      resources: role(oidc('gitlab.com', subject('gitlab.com', 'project_path:acme/app:*'))),
    },
    {
      title: 'a workspace on HCP Terraform',
      resources: role(
        oidc('app.terraform.io', subject('app.terraform.io', 'organization:acme:project:p:workspace:w:run_phase:*')),
      ),
    },
    {
      title: 'the own organization on Pulumi Cloud, by the audience',
      resources: role(oidc('api.pulumi.com/oidc', { StringEquals: { 'api.pulumi.com/oidc:aud': 'aws:acme' } })),
    },
    {
      title: 'one service account',
      resources: role(oidc(CLUSTER, subject(CLUSTER, 'system:serviceaccount:shop:checkout'))),
    },
    {
      title: 'the namespaces of one environment',
      resources: role(oidc(CLUSTER, subject(CLUSTER, 'system:serviceaccount:preview-*:checkout'))),
    },
    {
      title: 'one service account of a cluster of the stack',
      resources: inCluster('system:serviceaccount:shop:checkout'),
      onlyIn: 'terraform' as const,
    },
    {
      title: 'one identity pool',
      resources: role(
        oidc('cognito-identity.amazonaws.com', {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-central-1:11111111-2222-3333-4444-555555555555' },
        }),
      ),
    },
    {
      title: 'assertions for the console',
      resources: role(saml({ StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } })),
    },
  ],
  unresolved: [
    {
      title: 'the organization at GitHub is set on deployment, and may be a wildcard',
      resources: {
        'var.owner': {},
        'aws_iam_role.entry': {
          name: 'entry',
          assume_role_policy: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/${GITHUB}"},"Condition":{"StringLike":{"${GITHUB}:sub":"repo:\${var.owner}/infra:*"}}}]}`,
        },
      },
      at,
      onlyIn: 'terraform' as const,
    },
  ],
};
