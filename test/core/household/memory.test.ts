import { expect, test } from '@jest/globals';
import { memoryOf } from '../../../core/household/memory.ts';

const inIt = (memory: { get(key: string): unknown }, keys: string) =>
  keys
    .split('')
    .filter(key => memory.get(key) !== undefined)
    .join('');

test('a memory forgets what was used longest ago', () => {
  const memory = memoryOf<string, number>(3);
  for (const key of 'abc') memory.set(key, 1);
  memory.get('a');
  memory.set('d', 1);
  expect(inIt(memory, 'abcd')).toBe('acd');
});

test('a memory counts each value by its size, and a replaced value no more', () => {
  const memory = memoryOf<string, number>(10, size => size);
  memory.set('a', 5);
  memory.set('a', 2);
  memory.set('b', 8);
  expect(inIt(memory, 'ab')).toBe('ab');
  memory.set('c', 1);
  expect(inIt(memory, 'abc')).toBe('bc');
});

test('a value that is larger than the memory is not remembered', () => {
  const memory = memoryOf<string, number>(10, size => size);
  memory.set('a', 11);
  expect(inIt(memory, 'a')).toBe('');
  memory.set('b', 10);
  expect(inIt(memory, 'b')).toBe('b');
});
