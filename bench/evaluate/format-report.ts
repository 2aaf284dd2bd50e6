import type { CrossCorpus } from './ablation.ts';
import type { AblatedFigures, EvaluationFigures, Interval } from './evaluate-model.ts';

const formatRate = (rate: number): string => `${(rate * 100).toFixed(rate < 0.01 ? 3 : 1)}%`;
const formatInterval = ([low, high]: Interval): string => `(${formatRate(low)} to ${formatRate(high)})`;

/** The figures as lines of text. */
export function formatReport(
  all: EvaluationFigures & {
    settings: { contacts: number; noise: number; seed: number };
    ablation: Record<string, AblatedFigures>;
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
  const formatCalibration = (one: EvaluationFigures['calibration']): string =>
    `ECE ${one.ece.toFixed(3)}, Brier ${one.brier.toFixed(4)}, log loss ${one.logLoss.toFixed(4)}`;
  const cross = all.crossCorpus;
  return [
    `${contacts} contacts, noise ${noise}, seed ${seed}. 95% intervals, clustered by conversation.`,
    '',
    `accidents, forced (${forced.n})`,
    `  reach the phone        ${formatRate(forced.reachedPhone)} ${formatInterval(forced.reachedPhoneInterval)}`,
    `  the 2018 flow sends    ${formatRate(forced.baseline2018)} ${formatInterval(forced.baseline2018Interval)}`,
    `  ours over 2018's       ${formatRate(forced.overBaseline)}`,
    `  granted with a name    ${formatRate(forcedInOneSentence.reachedPhone)} ${formatInterval(forcedInOneSentence.reachedPhoneInterval)} of ${forcedInOneSentence.n}`,
    `  talk in one breath     ${formatRate(all.forcedInOneBreath.reachedPhone)} ${formatInterval(all.forcedInOneBreath.reachedPhoneInterval)} of ${all.forcedInOneBreath.n}, ${formatRate(all.forcedInOneBreath.overBaseline)} of 2018's`,
    `  near words written so  ${formatRate(forcedRewritten.reachedPhone)} ${formatInterval(forcedRewritten.reachedPhoneInterval)} of ${forcedRewritten.n}`,
    `accidents, unforced      ${unforced.startsPer10kWords.toFixed(3)} starts in 10,000 words`,
    `misdirected requests     ${formatRate(misdirected.reachedPhone)} ${formatInterval(misdirected.reachedPhoneInterval)} of ${misdirected.n} reach the phone`,
    `genuine, composed (${genuine.n})`,
    `  discarded              ${formatRate(genuine.discarded)} ${formatInterval(genuine.discardedInterval)}`,
    `  friction               listen ${formatRate(genuine.friction.listen)}, choose ${formatRate(genuine.friction.choose)} ${formatInterval(genuine.chooseInterval)}`,
    `  spoken turns           ${genuine.meanTurns.toFixed(2)} (2018: ${genuine.meanTurns2018})`,
    `  held for another       ${formatRate(genuine.wrongContact)}`,
    `genuine, in one breath (${all.genuineInOneBreath.n})`,
    `  discarded              ${formatRate(all.genuineInOneBreath.discarded)}`,
    `  friction               choose ${formatRate(all.genuineInOneBreath.choose)}`,
    `  spoken turns           ${all.genuineInOneBreath.meanTurns.toFixed(2)}`,
    `  held for another       ${formatRate(all.genuineInOneBreath.wrongContact)}`,
    `calibration at 1:10      ${formatCalibration(calibration)}`,
    `               1:1       ${formatCalibration(calibrationAt['1:1'])}`,
    `               1:100     ${formatCalibration(calibrationAt['1:100'])}`,
    'without ...              reached   discarded  choose    turns',
    ...Object.entries(all.ablation).map(formatAblated),
    cross
      ? `fitted on ${cross.fittedOn}, judged on ${cross.judgedOn}: reached ${formatRate(cross.forced.reachedPhone)} (2018: ${formatRate(cross.forced.baseline2018)}), discarded ${formatRate(cross.genuine.discarded)}, choose ${formatRate(cross.genuine.friction.choose)}, ECE ${cross.calibration.ece.toFixed(3)}`
      : 'no cross-corpus run: the data do not have both sources of talk',
    `${all.seconds} s`,
  ].join('\n');
}

const formatAblated = ([name, one]: [string, AblatedFigures]): string =>
  `  ${name.padEnd(22)} ${[one.reachedPhone, one.discarded, one.choose].map(rate => formatRate(rate).padEnd(9)).join(' ')} ${one.meanTurns.toFixed(2)}`;
