import type { Resource, Template } from './synthesize.ts';

type Json = Record<string, unknown>;
export type Statement = {
  Effect: string;
  Action: string | string[];
  Resource?: unknown;
  Principal?: unknown;
  Condition?: unknown;
};

/** The resources of a type, by their ids without the hash at the end. */
export const ofType = (template: Template, type: string): Record<string, Resource> =>
  Object.fromEntries(
    Object.entries(template.Resources)
      .filter(([, { Type }]) => Type === type)
      .map(([id, resource]) => [plainId(id), resource]),
  );

/** An id as the code has it, without the hash at the end. */
export const plainId = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');

/** A value with CloudFormation's functions written out: `<Documents.Arn>/index`. */
export function readable(value: unknown): string {
  if (typeof value === 'string') return value.replace(/\$\{(.+?)\}/g, '<$1>');
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join, 'Fn::Sub': sub } = value as Json;
  if (typeof Ref === 'string') return `<${plainId(Ref)}>`;
  if (Array.isArray(attribute)) return `<${plainId(attribute[0] as string)}.${attribute[1]}>`;
  if (Array.isArray(join)) return (join[1] as unknown[]).map(readable).join(join[0] as string);
  if (sub !== undefined) return readable(sub);
  throw new Error(`not readable: ${JSON.stringify(value)}`);
}

/** A readable value without the partition, region and account of an ARN. */
export const shortly = (value: unknown): string =>
  readable(value).replace(/^arn:<AWS::Partition>:([\w-]+):(<AWS::Region>)?:(<AWS::AccountId>)?:/, '$1: ');

export const listed = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** Every statement of every policy of the template, with the id of the resource that has the policy. */
export function statements(template: Template): { of: string; statement: Statement }[] {
  return Object.entries(template.Resources).flatMap(([id, resource]) => {
    // A resource may have no properties.
    const Properties = (resource as Partial<Resource>).Properties ?? {};
    const attached = [
      Properties['PolicyDocument'],
      Properties['AssumeRolePolicyDocument'],
      ...listed(Properties['Policies'] as Json[] | undefined).map(policy => policy['PolicyDocument']),
    ];
    return attached
      .filter(document => document !== undefined)
      .flatMap(document => (document as { Statement: Statement[] }).Statement)
      .map(statement => ({ of: plainId(id), statement }));
  });
}

/** The metrics that an alarm watches, each of which is charged: namespace, name and dimensions. */
export function watched(alarm: Json): string[] {
  const metrics = alarm['Metrics'] as { MetricStat?: { Metric: Json } }[] | undefined;
  const watching: Json[] = metrics
    ? metrics.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : []))
    : [alarm];
  return watching.map(({ Namespace, MetricName, Dimensions }) =>
    [
      Namespace,
      MetricName,
      ...((Dimensions as Json[] | undefined)?.map(({ Value }) => readable(Value)) ?? []),
    ].join(' '),
  );
}
