import { describe, expect, test } from '@jest/globals';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { TARGETS, waldBounds } from '../../../core/confidence/bounds.ts';
import { CLIPS } from '../../../core/confidence/clips.ts';
import { CASES, EVIDENCE_NAMES } from '../../../core/confidence/evidence/cases.ts';
import { parsedModel } from '../../../core/confidence/model-schema.ts';
import { model } from '../../../core/confidence/model.ts';

describe('the committed model', () => {
  test('has a lower bound below its prior and an upper one above', () => {
    expect(model.bounds.stop).toBeLessThan(model.prior);
    expect(model.bounds.sure).toBeGreaterThan(model.prior);
  });

  test('has a friction for every confidence, from the surest row down', () => {
    const froms = model.friction.map(({ from }) => from);
    expect(froms.at(-1)).toBeNull();
    const numbers = froms.slice(0, -1) as number[];
    expect(numbers.every(from => typeof from === 'number')).toBe(true);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  });

  test('asks for more, never less, where the confidence is lower', () => {
    const strength = model.friction.map(({ ask }) => ['tap', 'listen', 'choose'].indexOf(ask));
    expect(strength).toEqual(strength.toSorted((a, b) => a - b));
  });

  test('weighs a clear name above a near one, and any above none', () => {
    const { exact, near, none } = model.evidence.recipient;
    expect(exact).toBeGreaterThan(near);
    expect(near).toBeGreaterThan(none);
    const again = model.evidence['name-again'];
    expect(again.same).toBeGreaterThan(again['same-near']);
    expect(again['same-near']).toBeGreaterThan(again.other);
  });

  test('lets no single observation decide by itself that it was meant, but a known voice that names a contact', () => {
    for (const [name, weights] of Object.entries(model.evidence))
      for (const [observed, weight] of Object.entries(weights)) {
        const alone = model.prior + weight;
        if (observed === 'named-exactly') expect(alone).toBeGreaterThan(model.bounds.sure);
        else expect([name, observed, alone >= model.bounds.sure]).toEqual([name, observed, false]);
      }
  });

  test('lets nothing decide alone even at its clip', () => {
    for (const [name, clip] of Object.entries(CLIPS))
      expect([name, model.prior + clip.for >= model.bounds.sure]).toEqual([name, false]);
  });

  test("has the bounds that its error targets give, and these are the code's", () => {
    const { stop, sure } = waldBounds(model.targets, model.prior);
    expect(model.bounds.stop).toBeCloseTo(stop, 2);
    expect(model.bounds.sure).toBeCloseTo(sure, 2);
    expect(model.targets).toEqual(TARGETS);
  });

  test('was fitted, weighs every case that the code observes, and says which weights were set by hand', () => {
    expect(model.fitted).toBe(true);
    for (const name of EVIDENCE_NAMES)
      expect(Object.keys(model.evidence[name]).toSorted()).toEqual([...CASES[name]].toSorted());
    expect(model.setByHand).toEqual(expect.arrayContaining(['speaker', 'answer-time', 'room-history']));
    expect(Object.keys(model.corpora)).toContain('background.train.jsonl');
  });

  test('is what the code reads, and one of another version or with a weight beyond its clip is not', () => {
    const { content, talk, ...written } = model;
    expect(parsedModel(JSON.parse(JSON.stringify(written)))).toEqual(written);
    expect(() => parsedModel({ ...written, version: '1' })).toThrow('version');
    const beyond = { ...written.evidence, miss: { ...written.evidence.miss, empty: 9 } };
    expect(() => parsedModel({ ...written, evidence: beyond })).toThrow('miss');
    expect(content.size).toBeGreaterThan(100);
    expect(talk.of('Mary').near).toBeGreaterThan(5);
  });

  test('has a content model of at most 50 kB', () => {
    const path = join(import.meta.dirname, '..', '..', '..', 'core', 'confidence', 'content-model.json');
    expect(statSync(path).size).toBeLessThanOrEqual(50_000);
  });

  test('weighs words that read more like a message never less', () => {
    const { content } = model.evidence;
    const steps = ['talk-3', 'talk-2', 'talk-1', 'unclear', 'message-1'] as const;
    const weights = steps.map(step => content[step]);
    expect(weights).toEqual(weights.toSorted((a, b) => a - b));
  });
});
