import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawChart } from './chart.ts';
import { evaluateModel, type EvaluationSettings } from './evaluate-model.ts';
import { type Judged, reliability, rocPoints } from './figures.ts';
import type { SpeechSets } from '../speech/speech-sets.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'plots');
const SIZES = [10, 30, 100];
const CHAINS = 10_000;

/** Draws ROC, reliability, and reach against the number of contacts, into docs/plots. Gives the paths of the files. */
export function drawPlots(
  sets: SpeechSets,
  settings: EvaluationSettings,
  judged: readonly Judged[],
): string[] {
  mkdirSync(FOLDER, { recursive: true });
  const bySize = SIZES.map(contacts => ({
    contacts,
    ...evaluateModel(sets, { ...settings, contacts, chains: CHAINS }).forced,
  }));
  const plots = {
    'roc.svg': drawChart({
      title: 'Accidents let through against genuine requests let through',
      x: { label: 'accidents above the threshold', from: 0.0001, to: 1, log: true },
      y: { label: 'genuine above it', from: 0.9, to: 1 },
      lines: [{ name: 'final confidence', points: rocPoints(judged) }],
    }),
    'reliability.svg': drawChart({
      title: 'Stated probability and how often it was meant, at 1:10',
      x: { label: 'stated', from: 0, to: 1 },
      y: { label: 'meant', from: 0, to: 1 },
      lines: [
        {
          name: 'perfect',
          points: [
            [0, 0],
            [1, 1],
          ],
        },
        {
          name: 'measured',
          points: reliability(judged, settings.model.prior, 10).map(({ stated, meant }): [number, number] => [
            stated,
            meant,
          ]),
        },
      ],
    }),
    'contacts.svg': drawChart({
      title: 'Forced accidents against the size of the address book',
      x: { label: 'contacts', from: 8, to: 125, log: true },
      y: { label: 'of all chains', from: 0.00001, to: 0.1, log: true },
      lines: [
        { name: '2018: sent', points: bySize.map(one => [one.contacts, one.baseline2018]) },
        {
          name: 'Second Yes: reaches the phone',
          points: bySize.map(one => [one.contacts, one.reachedPhone]),
        },
      ],
    }),
  };
  return Object.entries(plots).map(([name, svg]) => {
    const path = join(FOLDER, name);
    writeFileSync(path, svg);
    return path;
  });
}
