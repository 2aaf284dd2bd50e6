import { type Stack } from 'aws-cdk-lib';
import {
  type IPrincipal,
  PolicyDocument,
  PolicyStatement,
  type PolicyStatementProps,
  Role,
} from 'aws-cdk-lib/aws-iam';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import { accept } from './findings.ts';

/**
 * Actions that a role may take. A resource with a wildcard needs a reason (`why`): without one the app does not
 * synthesize.
 */
export type Allowed = {
  actions: readonly string[];
  resources: readonly string[];
  conditions?: PolicyStatementProps['conditions'];
  why?: string;
};

/** A role with exactly these permissions: the CDK adds none by itself. */
export function roleThatMay(
  stack: Stack,
  id: string,
  assumedBy: IPrincipal,
  allowed: readonly Allowed[],
): ReturnType<Role['withoutPolicyUpdates']> {
  const statements = allowed.map(
    ({ actions, resources, conditions }) =>
      new PolicyStatement({
        actions: [...actions],
        resources: [...resources],
        ...(conditions && { conditions }),
      }),
  );
  const role = new Role(stack, id, {
    assumedBy,
    inlinePolicies: { Allowed: new PolicyDocument({ statements, minimize: false }) },
  });
  for (const { resources, why } of allowed)
    for (const resource of resources.map(one => flattenCfnReference(stack.resolve(one))))
      if (why && resource.includes('*')) accept(role, `IAM5[Resource::${resource}]`, why);
  return role.withoutPolicyUpdates();
}
