import { describe, expect, test } from '@jest/globals';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { TARGETS, waldBounds } from '../../../core/confidence/bounds.ts';
import { EVIDENCE, EVIDENCE_NAMES } from '../../../core/confidence/evidence/registry.ts';
import { parsedModel } from '../../../core/confidence/model-schema.ts';
import { committedModel as model } from '../../../core/confidence/model.ts';

describe('the committed model', () => {
  test('the committed model has a lower bound below its prior and an upper bound above', () => {
    expect(model.bounds.stop).toBeLessThan(model.prior);
    expect(model.bounds.sure).toBeGreaterThan(model.prior);
  });

  test('the friction table has a row for every confidence, from the surest down', () => {
    const froms = model.friction.map(({ from }) => from);
    expect(froms.at(-1)).toBeNull();
    const numbers = froms.slice(0, -1) as number[];
    expect(numbers.every(from => typeof from === 'number')).toBe(true);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  });

  test('a lower confidence never needs less friction', () => {
    const strength = model.friction.map(({ ask }) => ['tap', 'listen', 'choose'].indexOf(ask));
    expect(strength).toEqual(strength.toSorted((a, b) => a - b));
  });

  test('a clear name weighs more than a near one, and an unknown name weighs nothing', () => {
    const { exact, near, none } = model.evidence.recipient;
    expect(exact).toBeGreaterThan(near);
    expect([none, model.evidence['name-again'].none]).toEqual([0, 0]);
    const again = model.evidence['name-again'];
    expect(again.same).toBeGreaterThan(again['same-common']);
    expect(again.same).toBeGreaterThan(again['same-near']);
    expect(again['same-near']).toBeGreaterThan(again.other);
  });

  test('no single observation is enough to be sure, except a recognised voice that names a contact exactly', () => {
    for (const [name, weights] of Object.entries(model.evidence))
      for (const [observed, weight] of Object.entries(weights)) {
        const alone = model.prior + weight;
        if (observed === 'named-exactly') expect(alone).toBeGreaterThan(model.bounds.sure);
        else expect([name, observed, alone >= model.bounds.sure]).toEqual([name, observed, false]);
      }
  });

  test('no piece of evidence is enough to be sure even at its clip', () => {
    for (const name of EVIDENCE_NAMES)
      expect([name, model.prior + EVIDENCE[name].clip.for >= model.bounds.sure]).toEqual([name, false]);
  });

  test('the bounds follow from the error targets, which are those of the code', () => {
    const { stop, sure } = waldBounds(model.targets, model.prior);
    expect(model.bounds.stop).toBeCloseTo(stop, 2);
    expect(model.bounds.sure).toBeCloseTo(sure, 2);
    expect(model.targets).toEqual(TARGETS);
  });

  test('the committed model is fitted and has a weight for every case that the code observes', () => {
    expect(model.fitted).toBe(true);
    for (const name of EVIDENCE_NAMES)
      expect(Object.keys(model.evidence[name]).toSorted()).toEqual([...EVIDENCE[name].cases].toSorted());
    expect(Object.keys(model.corpora)).toContain('background.train.jsonl');
  });

  test('the committed model has the weights that the code sets by hand', () => {
    const setByHand = EVIDENCE_NAMES.filter(name => 'setByHand' in EVIDENCE[name].weights);
    expect(model.setByHand).toEqual(setByHand);
    for (const name of setByHand) expect(EVIDENCE[name].weights).toEqual({ setByHand: model.evidence[name] });
  });

  test('a model of another version or with a weight beyond its clip is refused', () => {
    const { content, talk, ...written } = model;
    expect(parsedModel(JSON.parse(JSON.stringify(written)))).toEqual(written);
    expect(() => parsedModel({ ...written, version: '1' })).toThrow('version');
    const beyond = { ...written.evidence, length: { ...written.evidence.length, word: 9 } };
    expect(() => parsedModel({ ...written, evidence: beyond })).toThrow('length');
    expect(content.size).toBeGreaterThan(100);
    expect(talk.rateOf('Mary').near).toBeGreaterThan(5);
  });

  test('the content model has at most 50 kB', () => {
    const path = join(import.meta.dirname, '..', '..', '..', 'core', 'confidence', 'content-model.json');
    expect(statSync(path).size).toBeLessThanOrEqual(50_000);
  });

  test('content that reads more like a message never weighs less', () => {
    const { content } = model.evidence;
    const steps = ['talk-3', 'talk-2', 'talk-1', 'unclear', 'message-1'] as const;
    const weights = steps.map(step => content[step]);
    expect(weights).toEqual(weights.toSorted((a, b) => a - b));
  });
});
