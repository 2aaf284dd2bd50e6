import { GetParameterCommand, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';

/** One secret that is made on first use and never replaced. */
export interface Secret {
  /** The secret; undefined where nobody has made it yet. */
  read(): Promise<string | undefined>;
  /** The secret; where there is none, `make`'s. Of several that make it at once, all get the same. */
  readOrMake(make: () => string): Promise<string>;
}

/** A secret in an SSM SecureString of this name. Throws what the client throws, `AccessDeniedException` for one. */
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

  /** False where somebody else was faster. */
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
      if (theirs === undefined) throw new Error('The secret is there and cannot be found.');
      return theirs;
    },
  };
}

const isNamed = (error: unknown, name: string): boolean => (error as { name?: string }).name === name;
