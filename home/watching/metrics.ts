import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { SqliteDocuments } from '../../adapters/sqlite/sqlite-documents.ts';
import { VERSION } from '../../core/api/version.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { AttemptResult } from '../../core/message/outcome.ts';
import type { PushEnd } from '../../services/ports/push-sender.ts';
import { MESSAGE_METRICS, type Measured, type Metric } from '../../services/storage/metrics.ts';

/** The metrics of a home server since its start, in the Prometheus text format: counts and times, no content, no names. */
export type HomeMetrics = {
  measure: (measured: Measured) => void;
  mail(result: AttemptResult): void;
  push(end: PushEnd['end']): void;
  request(status: number): void;
  text(): Promise<string>;
  contentType: string;
};

/** Upper bounds in seconds: from a push that goes out at once to a message that waited a day. */
const BUCKETS = [1, 2, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400];

type Queue = Pick<SqliteDocuments, 'nextDue' | 'unfinished' | 'get'>;

export function homeMetrics(queue: Queue, clock: () => Instant): HomeMetrics {
  const registry = new Registry();
  const registers = [registry];
  const counted = (name: string, help: string, label: string) =>
    new Counter({ name: `second_yes_${name}_total`, help, labelNames: [label], registers });
  const timed = (name: string, help: string) =>
    new Histogram({ name: `second_yes_${name}_seconds`, help, buckets: BUCKETS, registers });
  const messages = counted(
    'messages',
    'Messages by what became of them, and conversations that were stopped.',
    'event',
  );
  const mails = counted('mail_attempts', 'Attempts to hand a mail over, by result.', 'result');
  const pushes = counted('pushes', 'Pushes, by what the push service did with them.', 'end');
  const requests = counted('requests', 'Requests to the main port, by status.', 'status');
  const timeTo: Partial<Record<Metric, Histogram>> = {
    timeToPush: timed('time_to_push', 'From the hold to the first push that a push service took.'),
    timeToDelivery: timed('time_to_delivery', 'From the release to the delivery.'),
  };
  new Gauge({ name: 'second_yes_info', help: 'The version.', labelNames: ['version'], registers }).set(
    { version: VERSION },
    1,
  );
  registry.registerMetric(
    new Gauge({
      name: 'second_yes_open_messages',
      help: 'Messages on which something is due now or later.',
      registers: [],
      collect() {
        this.set(queue.unfinished().length);
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'second_yes_held_messages',
      help: 'Messages that wait for an answer on a phone.',
      registers: [],
      async collect() {
        const messages = await Promise.all(
          queue.unfinished().map(({ household, id }) => queue.get(household, 'message', id)),
        );
        const now = clock();
        this.set(messages.filter(one => one?.state === 'held' && now < one.holdUntil).length);
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'second_yes_queue_age_seconds',
      help: 'How long the longest overdue message has been due.',
      registers: [],
      collect() {
        const due = queue.nextDue();
        this.set(due === undefined ? 0 : Math.max(0, clock() - due) / 1_000);
      },
    }),
  );
  // A metric that never was is 0 and not missing, so that an alert on it works from the start.
  for (const event of MESSAGE_METRICS) messages.inc({ event }, 0);

  return {
    measure({ metric, value }) {
      const histogram = timeTo[metric];
      if (histogram) histogram.observe(value / 1_000);
      else messages.inc({ event: metric }, value);
    },
    mail: result => mails.inc({ result }),
    push: end => pushes.inc({ end }),
    request: status => requests.inc({ status }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
