/** One row: its features, each counted as often as it is named, its label, its weight, and a given part of its log-odds. */
export type Row = { features: readonly number[]; label: 0 | 1; weight: number; offset?: number };

export type LogisticOptions = {
  /** The strength of the penalty: penalty/2 · Σ w² is added to the summed log loss. Above zero. */
  penalty: number;
  /** The bounds of each weight. */
  within?: readonly { least: number; most: number }[];
  steps?: number;
};

/**
 * L2-penalised logistic regression with bounds: the weights that minimise Σ weight · log loss + penalty/2 · Σ w². The
 * method is accelerated projected gradients with backtracking and restarts (Beck and Teboulle 2009; O'Donoghue and
 * Candès 2015); it is exact enough, because the problem is convex. There is no intercept: a given part of the log-odds,
 * such as a prior, is the row's `offset`.
 */
export function fitLogistic(
  rows: readonly Row[],
  size: number,
  { penalty, within, steps = 2_000 }: LogisticOptions,
): Float64Array {
  let best: Float64Array = new Float64Array(size);
  let ahead = best.slice();
  let momentum = 1;
  let step = 1;
  let loss = lossAt(rows, best, penalty);
  for (let round = 0; round < steps; round += 1) {
    const { gradient, loss: lossAhead } = gradientAt(rows, ahead, penalty);
    let next: Float64Array;
    let nextLoss: number;
    for (;;) {
      next = projectedStep(ahead, gradient, step, within);
      nextLoss = lossAt(rows, next, penalty);
      if (nextLoss <= lossAhead + quadraticChange(ahead, next, gradient, step) + 1e-12) break;
      step /= 2;
    }
    if (nextLoss > loss) {
      // The momentum overshot, so restart at the best point without it.
      if (momentum === 1) break;
      momentum = 1;
      ahead = best.slice();
      continue;
    }
    const grown = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    ahead = next.map((value, index) => value + ((momentum - 1) / grown) * (value - (best[index] as number)));
    const gained = loss - nextLoss;
    [best, loss, momentum] = [next, nextLoss, grown];
    step *= 1.1;
    if (gained <= 1e-10 * Math.max(1, loss) && round > 20) break;
  }
  return best;
}

/** The log-odds that these weights give a row. */
export function logOddsOfRow(
  { features, offset = 0 }: Pick<Row, 'features' | 'offset'>,
  weights: Float64Array,
): number {
  let sum = offset;
  for (const feature of features) sum += weights[feature] as number;
  return sum;
}

/** The log loss in nats: −ln of the probability that these log-odds give to the label, without overflow. */
export const logLoss = (logOdds: number, label: 0 | 1): number => {
  const against = label === 1 ? -logOdds : logOdds;
  return against > 0 ? against + Math.log1p(Math.exp(-against)) : Math.log1p(Math.exp(against));
};

function lossAt(rows: readonly Row[], weights: Float64Array, penalty: number): number {
  let loss = 0;
  for (const row of rows) loss += row.weight * logLoss(logOddsOfRow(row, weights), row.label);
  for (const weight of weights) loss += (penalty / 2) * weight * weight;
  return loss;
}

function gradientAt(rows: readonly Row[], weights: Float64Array, penalty: number) {
  const gradient = weights.map(weight => penalty * weight);
  let loss = 0;
  for (const row of rows) {
    const logOdds = logOddsOfRow(row, weights);
    loss += row.weight * logLoss(logOdds, row.label);
    const error = row.weight * (1 / (1 + Math.exp(-logOdds)) - row.label);
    for (const feature of row.features) gradient[feature] = (gradient[feature] as number) + error;
  }
  for (const weight of weights) loss += (penalty / 2) * weight * weight;
  return { gradient, loss };
}

/** One gradient step, projected onto the bounds. */
function projectedStep(
  from: Float64Array,
  gradient: Float64Array,
  step: number,
  within: LogisticOptions['within'],
): Float64Array {
  return from.map((value, index) => {
    const moved = value - step * (gradient[index] as number);
    const bounds = within?.[index];
    return bounds ? Math.min(bounds.most, Math.max(bounds.least, moved)) : moved;
  });
}

/** The change of the loss from `from` to `to` by the quadratic model, which the real change must not exceed. */
function quadraticChange(from: Float64Array, to: Float64Array, gradient: Float64Array, step: number): number {
  let [linear, square] = [0, 0];
  for (let index = 0; index < from.length; index += 1) {
    const moved = (to[index] as number) - (from[index] as number);
    linear += moved * (gradient[index] as number);
    square += moved * moved;
  }
  return linear + square / (2 * step);
}
