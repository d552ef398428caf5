/** Machines of Open Telekom Cloud. */
import type { Machine } from '../model/exposure';
import type { Of } from './aws-drafts';
import { callIn, OPTIONS } from './calls';
import { workloadOf } from './secrets/workloads';

/** Compute by `otcName`, the argument that gives it an agency, and those that say what it runs. */
const MACHINES: readonly (readonly [name: string, agency: string, ...runs: string[]])[] = [
  ['compute_instance', 'metadata.agency_name', 'user_data'],
  ['ecs_instance', 'metadata.agency_name', 'user_data'],
  ['as_configuration', 'instance_config.metadata.agency_name', 'instance_config.user_data'],
  ['cce_node', 'agency_name', 'preinstall', 'postinstall'],
  ['cce_node_pool', 'agency_name', 'preinstall', 'postinstall'],
  ['fgs_function', 'agency', 'func_code'],
];

/** Commands of the OpenStack client, of its plugin for OTC among them. */
const OPENSTACK =
  'server|volume|image|network|subnet|port|router|security|object|container|user|group|role|project|token|credential|keypair|flavor|' +
  'stack|loadbalancer|floating|secret|catalog|zone|recordset|cce|rds|dms|dcs|vpc|cts|smn|css|deh|sdrs';

/** Services whose API answers only to whoever has signed in. */
const SERVICES =
  'iam|iam-pub|ecs|ims|evs|as|vpc|elb|nat|dns|cce|rds|dds|dcs|dms|smn|cts|ces|lts|kms|csms|functiongraph|cbr|sfs|css|rts|deh|waf|apig|sts';

const REGION = String.raw`[a-z0-9-]+\.(?:(?:sc\.)?otc\.t-systems|myhuaweicloud)\.com`;

/**
 * The command lines, the SDKs and the endpoints of OTC and its relatives as they stand in a program. What a bucket gives to everybody is
 * fetched without credentials, and so is an image of a public repository: `obs` and `swr` count only behind a client that signs.
 */
const CALLS = new RegExp(
  [
    String.raw`\bopenstack\s+${OPTIONS}(?:${OPENSTACK})\s+[a-z][a-z-]+`,
    String.raw`\bobsutil\s+(?:cp|mv|ls|sync|mb|rm|cat|stat|sign|mkdir|restore)\b`,
    // The command line of Huawei Cloud; that of another provider has the same name, and writes its words small.
    String.raw`\bhcloud\s+[A-Z][A-Za-z]+\s+[A-Z][A-Za-z]+`,
    String.raw`\botc-auth\s+(?:login|cce|access-token|temp-access-token|openstack)\b`,
    String.raw`\b(?:s3cmd|s3fs|rclone|aws|mc)\b(?=[^\n]*\bobs\.${REGION})`,
    String.raw`\bhttps://(?:${SERVICES})\.${REGION}`,
    String.raw`\b169\.254\.169\.254/openstack/latest/securitykey\b`,
    String.raw`\b(?:otcextensions|openstacksdk|python-openstackclient|huaweicloudsdk[a-z]+|esdk-obs-[a-z]+|ObsClient|boto3)\b`,
    // What a function asks its context for is handed to it by its agency.
    String.raw`\bcontext\.get(?:Security)?(?:AccessKey|SecretKey|Token)\b`,
  ].join('|'),
);

/** Compute that may have an agency. */
export function otcMachines(of: Of): readonly Machine[] {
  return MACHINES.flatMap(([name, agency, ...runs]) =>
    of(name).flatMap((resource): readonly Machine[] => {
      const workload = workloadOf(resource);
      if (workload === undefined) return [];
      // An option may hold a password.
      const calls = callIn(resource, runs, CALLS)?.replace(new RegExp(String.raw`^(openstack ) *${OPTIONS}`), '$1');
      const isArgument = resource.type.startsWith('huaweicloud_compute_instance');
      return [
        {
          kind: 'machine',
          resource,
          label: workload.label,
          property: isArgument ? 'agency_name' : agency,
          hasRole: workload.hasRole,
          ...(calls === undefined ? {} : { calls }),
          answersWithoutToken: false,
        },
      ];
    }),
  );
}
