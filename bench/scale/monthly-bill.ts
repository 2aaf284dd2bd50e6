import { FUNCTION_SETTINGS } from '../../infra/stack/function-settings.ts';
import { FUNCTIONS } from '../../lambda/environment.ts';
import { MESSAGE } from './assumptions.ts';
import { type LegName, LEGS } from './counted-requests.ts';
import { OTHER_PRICES, REQUEST_PRICES } from './prices.ts';
import type { Simulated } from './simulate.ts';

const DAYS = 30;
const MILLION = 1e6;
const GB = 1e9;

/** What a month of such days costs, in USD by service, without the free tier. */
export function monthlyBill({ account, legs, messages, ends }: Simulated): Record<string, number> {
  const { functions, rates } = account;
  const count = (what: string): number =>
    (Object.entries(legs) as [LegName, number][]).reduce((sum, [name, times]) => {
      const {
        requests,
        ...units
      }: { requests: Record<string, number>; readUnits: number; writeUnits: number } = LEGS[name];
      return sum + times * (requests[what] ?? (units as Record<string, number>)[what] ?? 0);
    }, 0);
  const byRequest = (...names: string[]) =>
    names.reduce((sum, name) => sum + (count(name) * (REQUEST_PRICES[name] ?? 0)) / MILLION, 0);
  const {
    neuralSpeech,
    mails,
    attachments,
    functionTime,
    functionRuns,
    httpApi,
    cloudFront,
    transfer,
    logs,
  } = OTHER_PRICES;
  const gigabyteSeconds = FUNCTIONS.reduce(
    (sum, name) => sum + functions.seconds[name] * (FUNCTION_SETTINGS[name].memoryMegabytes / 1_024),
    0,
  );
  const runs = FUNCTIONS.reduce((sum, name) => sum + functions.runs[name], 0);
  const apiRequests = rates.api.usage.passed;
  const sent = legs.looked * MESSAGE.lookBytes + legs.released * MESSAGE.recordingBytes;
  const day = {
    'Polly, neural voices': (count('SynthesizeSpeech') * MESSAGE.characters * neuralSpeech) / MILLION,
    SES: account.mails * (mails / 1_000 + (MESSAGE.mailBytes / GB) * attachments),
    DynamoDB: byRequest('readUnits', 'writeUnits'),
    S3: byRequest('PutObject', 'GetObject', 'ListObjectVersions'),
    Lambda: gigabyteSeconds * functionTime + (runs * functionRuns) / MILLION,
    'HTTP API': (apiRequests * httpApi) / MILLION,
    CloudFront: (apiRequests * cloudFront) / MILLION + (sent / GB) * transfer,
    'Scheduler and SQS': byRequest('CreateSchedule', 'SendMessage'),
    'logs and traces': ((messages - ends.unheard) * MESSAGE.logBytes * logs) / GB,
  };
  return Object.fromEntries(Object.entries(day).map(([service, usd]) => [service, usd * DAYS]));
}
