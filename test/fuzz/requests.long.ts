import { expect, test } from '@jest/globals';
import { fuzzAlexa } from './alexa.ts';
import { fuzzApi } from './api.ts';
import { fuzzSkill } from './skill.ts';
import { fuzzStandIns } from './simulator.ts';

/** 100,000 requests in all. */
const MINUTES = 60_000;

test(
  '45,000 requests to the API',
  async () => {
    const { ok, refused } = await fuzzApi(45_000);
    expect(Math.min(ok, refused)).toBeGreaterThan(1_000);
  },
  20 * MINUTES,
);

test(
  '30,000 requests to the skill',
  async () => {
    const { answered, refused } = await fuzzSkill(30_000);
    expect(Math.min(answered, refused)).toBeGreaterThan(1_000);
  },
  10 * MINUTES,
);

test(
  '12,500 requests to the skill’s endpoint',
  async () => {
    const count = await fuzzAlexa(12_500);
    expect(Math.min(count[200] ?? 0, count[400] ?? 0)).toBeGreaterThan(500);
  },
  10 * MINUTES,
);

test(
  '12,500 requests to the Echo page and the outbox',
  async () => {
    const count = await fuzzStandIns(12_500);
    expect(Math.min(count[200] ?? 0, count[400] ?? 0)).toBeGreaterThan(300);
  },
  10 * MINUTES,
);
