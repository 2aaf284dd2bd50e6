import type { CrossCorpus } from './ablation.ts';
import type { Interval, Report, Without } from './report.ts';

const percent = (rate: number): string => `${(rate * 100).toFixed(rate < 0.01 ? 3 : 1)}%`;
const within = ([low, high]: Interval): string => `(${percent(low)} to ${percent(high)})`;

/** The figures as lines to read. */
export function printed(
  all: Report & {
    settings: { contacts: number; noise: number; seed: number };
    ablation: Record<string, Without>;
    crossCorpus: CrossCorpus | null;
    seconds: number;
  },
): string {
  const {
    forced,
    forcedInOneSentence,
    forcedRewritten,
    unforced,
    misdirected,
    genuine,
    calibration,
    calibrationAt,
  } = all;
  const { contacts, noise, seed } = all.settings;
  const calibrated = (one: Report['calibration']): string =>
    `ECE ${one.ece.toFixed(3)}, Brier ${one.brier.toFixed(4)}, log loss ${one.logLoss.toFixed(4)}`;
  const cross = all.crossCorpus;
  return [
    `${contacts} contacts, noise ${noise}, seed ${seed}. 95% intervals, clustered by conversation.`,
    '',
    `accidents, forced (${forced.n})`,
    `  reach the phone        ${percent(forced.reachedPhone)} ${within(forced.reachedPhoneInterval)}`,
    `  the 2018 flow sends    ${percent(forced.baseline2018)} ${within(forced.baseline2018Interval)}`,
    `  ours over 2018's       ${percent(forced.overBaseline)}`,
    `  granted with a name    ${percent(forcedInOneSentence.reachedPhone)} ${within(forcedInOneSentence.reachedPhoneInterval)} of ${forcedInOneSentence.n}`,
    `  near words written so  ${percent(forcedRewritten.reachedPhone)} ${within(forcedRewritten.reachedPhoneInterval)} of ${forcedRewritten.n}`,
    `accidents, unforced      ${unforced.startsPer10kWords.toFixed(3)} starts in 10,000 words`,
    `misdirected requests     ${percent(misdirected.reachedPhone)} ${within(misdirected.reachedPhoneInterval)} of ${misdirected.n} reach the phone`,
    `genuine, composed (${genuine.n})`,
    `  discarded              ${percent(genuine.discarded)} ${within(genuine.discardedInterval)}`,
    `  friction               listen ${percent(genuine.friction.listen)}, choose ${percent(genuine.friction.choose)} ${within(genuine.chooseInterval)}`,
    `  spoken turns           ${genuine.meanTurns.toFixed(2)} (2018: ${genuine.meanTurns2018})`,
    `  held for another       ${percent(genuine.wrongContact)}`,
    `calibration at 1:10      ${calibrated(calibration)}`,
    `               1:1       ${calibrated(calibrationAt['1:1'])}`,
    `               1:100     ${calibrated(calibrationAt['1:100'])}`,
    'without ...              reached   discarded  choose    turns',
    ...Object.entries(all.ablation).map(ablated),
    cross
      ? `fitted on ${cross.fittedOn}, judged on ${cross.judgedOn}: reached ${percent(cross.forced.reachedPhone)} (2018: ${percent(cross.forced.baseline2018)}), discarded ${percent(cross.genuine.discarded)}, choose ${percent(cross.genuine.friction.choose)}, ECE ${cross.calibration.ece.toFixed(3)}`
      : 'no cross-corpus run: the data do not have both sources of talk',
    `${all.seconds} s`,
  ].join('\n');
}

const ablated = ([name, one]: [string, Without]): string =>
  `  ${name.padEnd(22)} ${[one.reachedPhone, one.discarded, one.choose].map(rate => percent(rate).padEnd(9)).join(' ')} ${one.meanTurns.toFixed(2)}`;
