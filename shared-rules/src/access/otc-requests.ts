/**
 * Questions about requests of Open Telekom Cloud. The schema has put its documents into the engine's terms; here the actions are none of
 * AWS's, and an answer is told in the words of OTC.
 */
import type { Access, Decision } from './access';
import { allowQuestion, ask, type Fixed } from './search';

const NOTHING_FIXED: Fixed = new Map();

const NOBODY = '0-nobody-named-this';

/** A resource that only patterns for everything match. */
export function unnamedResource(service: string): string {
  return `arn:otc:${service}:any-region:any-account:any-type:${NOBODY}`;
}

/** A resource that nobody named among those of a pattern for all of a type, such as `arn:otc:obs:*:*:bucket:*`. */
export function unnamedWithin(pattern: string): string | undefined {
  const fields = pattern.split(':');
  const path = fields.slice(6).join(':');
  if (fields[1] !== 'otc' || !/^[*?/]+$/.test(path)) return undefined;
  const [arn = '', cloud = '', service = '', , , type = ''] = fields;
  return [arn, cloud, service, 'any-region', 'any-account', type.replace(/[*?]+/g, 'any'), NOBODY].join(':');
}

/** What is asked for: an action such as `ecs:cloudServers:delete`, on any resource unless one is given. */
export interface OtcGoal {
  readonly action: string;
  /** As the schema writes it: `arn:otc:obs:*:*:bucket:acme`. */
  readonly resource?: string;
}

/** Whether an access allows a request; the request that proves it is one of OTC. */
export function otcAllows(access: Access, { action, resource }: OtcGoal): Decision {
  const goal = { fixed: NOTHING_FIXED, ...(resource === undefined ? {} : { resources: [resource] }) };
  const decision = ask({ ...allowQuestion(access, goal), unrealistic: true }, action);
  if (decision.answer !== 'yes') return decision;
  const { witness } = decision;
  const context = Object.entries(witness.context).filter(([key]) => !key.startsWith('aws:'));
  return {
    ...decision,
    witness: {
      principal: access.principal === undefined ? 'whoever has this role' : nameIn(witness.principal),
      action,
      resource: inOtcWords(witness.resource),
      context: Object.fromEntries(context),
    },
  };
}

function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** `OBS:*:*:bucket:acme`; `*` where the documents do not ask for any resource. */
function inOtcWords(arn: string): string {
  const [, cloud, service = '', , , ...path] = arn.split(':');
  if (cloud !== 'otc' || arn.endsWith(`any-type:${NOBODY}`)) return '*';
  return [service.toUpperCase(), '*', '*', ...path].join(':');
}
