import { type Stack } from 'aws-cdk-lib';
import {
  type IPrincipal,
  PolicyDocument,
  PolicyStatement,
  type PolicyStatementProps,
  Role,
} from 'aws-cdk-lib/aws-iam';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import { accept } from './accept.ts';

/** What a role may do. `why`: the reason for a resource with a wildcard, which is refused without one. */
export type Allowed = {
  actions: readonly string[];
  resources: readonly string[];
  conditions?: PolicyStatementProps['conditions'];
  why?: string;
};

/** A role that may do exactly what is listed. What the CDK would add of its own accord is not added. */
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
