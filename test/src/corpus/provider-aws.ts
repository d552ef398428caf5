/** The index of the prebuilt AWS provider, each class loaded when it is asked for. */
const kebab = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();

/** `iamRole` is the namespace of `IamRole`; older versions have the class itself. */
function member(name: string): unknown {
  const file = name === 'AwsProvider' ? 'provider' : kebab(name);
  const namespace = require(`@cdktf/provider-aws/lib/${file}`) as Readonly<Record<string, unknown>>;
  return /^[A-Z]/.test(name) ? namespace[name] : namespace;
}

module.exports = new Proxy(
  {},
  {
    get: (_, name) => (name === '__esModule' ? true : typeof name === 'string' ? member(name) : undefined),
    has: () => true,
  },
);
