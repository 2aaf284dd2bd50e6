import { json, jsonProblem, jsonTarget } from './aws-json.ts';
import { type AwsWire, startAwsWire } from './aws-wire.ts';

export type SsmPeer = { wire: AwsWire; parameters: Map<string, { value: string; type: string }> };

/** The characters of a parameter's name. A name with slashes must begin with one. */
const NAME = /^(\/[\w.-]+)+$|^[\w.-]+$/;
/** The limit of the standard tier, in bytes. */
const LARGEST = 4_096;

/** Parameters of SSM. A SecureString is read as ciphertext unless the request asks for decryption. */
export async function startSsmPeer(): Promise<SsmPeer> {
  const parameters: SsmPeer['parameters'] = new Map();
  const wire = await startAwsWire({
    service: 'ssm',
    operationOf: jsonTarget,
    problem: jsonProblem,
    answer({ operation, body }) {
      const asked = JSON.parse(body.toString()) as Record<string, unknown> & { Name?: string };
      const { Name: name = '' } = asked;
      if (!NAME.test(name)) return jsonProblem('ValidationException', 'That is no name of a parameter.');
      const known = parameters.get(name);
      if (operation === 'GetParameter') {
        if (!known) return jsonProblem('ParameterNotFound');
        const plain = known.type !== 'SecureString' || asked['WithDecryption'] === true;
        const Value = plain ? known.value : 'AQICAHciphertext';
        return json({ Parameter: { Name: name, Type: known.type, Value, Version: 1 } });
      }
      if (operation !== 'PutParameter') return jsonProblem('UnknownOperationException');
      const value = asked['Value'];
      const type = asked['Type'];
      if (typeof value !== 'string' || value === '' || Buffer.byteLength(value) > LARGEST)
        return jsonProblem('ValidationException', 'The value is missing or too long.');
      if (known && asked['Overwrite'] !== true)
        return jsonProblem('ParameterAlreadyExists', 'The parameter already exists.');
      if (type !== 'String' && type !== 'StringList' && type !== 'SecureString')
        return jsonProblem('UnsupportedParameterType');
      parameters.set(name, { value, type });
      return json({ Version: 1, Tier: 'Standard' });
    },
  });
  return { wire, parameters };
}
