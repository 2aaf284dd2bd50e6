import { jsonProblem, json } from './aws-json.ts';
import { type AwsWire, startAwsWire } from './aws-wire.ts';

export type Schedule = { at: number; target: string; role: string; input: string; afterwards: string };
export type SchedulerPeer = {
  wire: AwsWire;
  group: string;
  schedules: Map<string, Schedule & { token: string }>;
};

const NAME = /^[0-9a-zA-Z-_.]{1,64}$/;
const ONE_SHOT = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/;
const QUEUE_ARN = /^arn:aws:sqs:[a-z0-9-]+:\d{12}:[\w-]+$/;
const ROLE_ARN = /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/** One-shot schedules as EventBridge Scheduler takes them, in one group. `now`: its clock. */
export async function startSchedulerPeer(now: () => number = Date.now): Promise<SchedulerPeer> {
  const schedules: SchedulerPeer['schedules'] = new Map();
  const group = 'second-yes';
  const invalid = (message: string) => jsonProblem('ValidationException', message);
  const wire = await startAwsWire({
    service: 'scheduler',
    operationOf: ({ method, url }) =>
      method === 'POST' && url.startsWith('/schedules/') ? 'CreateSchedule' : `${method} ${url}`,
    problem: jsonProblem,
    answer({ operation, url, body }) {
      if (operation !== 'CreateSchedule') return jsonProblem('UnknownOperationException', operation, 404);
      const name = decodeURIComponent(url.slice('/schedules/'.length));
      const asked = JSON.parse(body.toString()) as Record<string, unknown>;
      const target = (asked['Target'] ?? {}) as Record<string, unknown>;
      const text = (of: Record<string, unknown>, member: string) => {
        const value = of[member];
        return typeof value === 'string' ? value : '';
      };
      if (!NAME.test(name)) return invalid('Name failed to satisfy its pattern.');
      if (text(asked, 'GroupName') !== group)
        return jsonProblem('ResourceNotFoundException', 'Schedule group does not exist.', 404);
      const when = ONE_SHOT.exec(text(asked, 'ScheduleExpression'));
      const at = when ? Date.parse(`${when[1]}Z`) : Number.NaN;
      if (Number.isNaN(at)) return invalid('Invalid Schedule Expression.');
      if ((asked['ScheduleExpressionTimezone'] ?? 'UTC') !== 'UTC')
        return invalid('The peer knows UTC only.');
      if (at <= now()) return invalid('The time of a one-time schedule must be in the future.');
      if ((asked['FlexibleTimeWindow'] as { Mode?: string } | undefined)?.Mode !== 'OFF')
        return invalid('FlexibleTimeWindow must have a mode.');
      if (!QUEUE_ARN.test(text(target, 'Arn')) || !ROLE_ARN.test(text(target, 'RoleArn')))
        return invalid('The target must have an Arn and a RoleArn.');
      const token = text(asked, 'ClientToken');
      const known = schedules.get(name);
      if (known && known.token !== token) return jsonProblem('ConflictException', 'It already exists.', 409);
      schedules.set(name, {
        at,
        token,
        target: text(target, 'Arn'),
        role: text(target, 'RoleArn'),
        input: text(target, 'Input'),
        afterwards: text(asked, 'ActionAfterCompletion'),
      });
      return json({ ScheduleArn: `arn:aws:scheduler:eu-central-1:123456789012:schedule/${group}/${name}` });
    },
  });
  return { wire, group, schedules };
}
