import type { Stack } from 'aws-cdk-lib';
import type { ChannelSecrets } from '../../lambda/channel-secrets.ts';

/** An SSM parameter. Nothing in the template makes it, so that no template contains the secret. */
export type Secret = { name: string; arn: string };
/**
 * A function makes the first three on first use. Those of `channels` are the operator's: without one there is no such
 * channel.
 */
export type Secrets = Record<'anchor' | 'seal' | 'vapid', Secret> & {
  channels: Record<keyof ChannelSecrets, Secret>;
};

/**
 * The names of the anchor key, the key of the seals, the VAPID keys, the bot's token and the webhooks' secret, which are
 * SSM SecureStrings. The account's `aws/ssm` key encrypts them.
 * That key's policy admits everybody who may use the parameter, through SSM only, so no function needs a permission for the
 * key.
 */
export function secrets(stack: Stack): Secrets {
  const secretNamed = (name: string): Secret => {
    const path = `second-yes/${stack.stackName}/${name}`;
    return {
      name: `/${path}`,
      arn: stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: path }),
    };
  };
  return {
    anchor: secretNamed('anchor-key'),
    seal: secretNamed('seal-key'),
    vapid: secretNamed('vapid-keys'),
    channels: { telegram: secretNamed('telegram-token'), webhook: secretNamed('webhook-secret') },
  };
}
