import type { Stack } from 'aws-cdk-lib';

/** A parameter that is made on first use, so that it stands in no template. */
export type Secret = { name: string; arn: string };
export type Secrets = { anchor: Secret; vapid: Secret };

/**
 * Where the anchor key and the VAPID keys lie, as SSM SecureStrings. They are under the account's own `aws/ssm` key,
 * whose policy lets everybody use it who may use the parameter, and only through SSM: no function needs a permission on
 * a key.
 */
export function secrets(stack: Stack): Secrets {
  const named = (what: string): Secret => {
    const path = `second-yes/${stack.stackName}/${what}`;
    return {
      name: `/${path}`,
      arn: stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: path }),
    };
  };
  return { anchor: named('anchor-key'), vapid: named('vapid-keys') };
}
