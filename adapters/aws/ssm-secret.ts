import { GetParameterCommand, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';

/** A secret that is made on first use and never replaced. */
export interface Secret {
  /** Undefined where the secret has not been made yet. */
  read(): Promise<string | undefined>;
  /** Stores the result of `make` where there is no secret yet. Concurrent callers all get the same secret. */
  readOrMake(make: () => string): Promise<string>;
}

/** A secret in the SSM SecureString of this name. Throws the client's errors, for example `AccessDeniedException`. */
export function ssmSecret({ client, name }: { client: SSMClient; name: string }): Secret {
  async function read(): Promise<string | undefined> {
    try {
      const { Parameter } = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
      return Parameter?.Value;
    } catch (error) {
      if (isNamed(error, 'ParameterNotFound')) return undefined;
      throw error;
    }
  }

  /** Gives false where another process has stored one first. */
  async function putFirst(value: string): Promise<boolean> {
    try {
      await client.send(
        new PutParameterCommand({ Name: name, Value: value, Type: 'SecureString', Overwrite: false }),
      );
      return true;
    } catch (error) {
      if (isNamed(error, 'ParameterAlreadyExists')) return false;
      throw error;
    }
  }

  return {
    read,
    async readOrMake(make) {
      const known = await read();
      if (known !== undefined) return known;
      const made = make();
      if (await putFirst(made)) return made;
      const theirs = await read();
      if (theirs === undefined) throw new Error('SSM says that the secret exists, and does not find it.');
      return theirs;
    },
  };
}

const isNamed = (error: unknown, name: string): boolean => (error as { name?: string }).name === name;
