import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROBLEM_CODES, statusOf } from '../../../core/api/problem.ts';
import { ROUTES } from '../../../core/api/routes.ts';
import { PROBLEMS } from '../../../core/text/texts.ts';
import { openApiDocument } from '../../../infra/openapi/openapi-document.ts';

const file = join(import.meta.dirname, '..', '..', '..', 'docs', 'openapi.json');
type Operation = {
  operationId: string;
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  responses: Record<string, { description: string; content: Record<string, { schema: object }> }>;
  requestBody?: object;
};
// The document as a reader of the file gets it.
const document = JSON.parse(JSON.stringify(openApiDocument())) as {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);
const operation = (id: string) => operations.find(({ operationId }) => operationId === id);

test('docs/openapi.json is what npm run openapi writes', () => {
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(document);
});

describe('the OpenAPI document', () => {
  test('the OpenAPI document describes each route of the API once', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(ROUTES).sort());
  });

  test.each(operations)(
    'the OpenAPI document declares every parameter that the path of $operationId has',
    ({ path, parameters }) => {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      const declared = parameters.filter(one => one.in === 'path');
      expect(declared.map(({ name }) => name).sort()).toEqual(named.sort());
      expect(declared.every(({ required }) => required)).toBe(true);
    },
  );

  test.each(operations)(
    'the OpenAPI document gives $operationId a body only where its method allows one',
    ({ method, requestBody }) => {
      expect(method === 'get' || method === 'delete' ? requestBody : undefined).toBeUndefined();
    },
  );

  test.each(operations)(
    'the OpenAPI document gives a description and one media type for each response of $operationId',
    ({ responses }) => {
      for (const [status, { description, content }] of Object.entries(responses)) {
        expect(status).toMatch(/^[245]\d\d$/);
        expect(description).not.toBe('');
        expect(Object.keys(content)).toHaveLength(1);
      }
    },
  );

  test('the OpenAPI document has a target for every reference', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, at = '']) => at,
    );
    expect(references.length).toBeGreaterThan(0);
    for (const at of references)
      expect(
        at.split('/').reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], document),
      ).toBeDefined();
  });

  test('the OpenAPI document says of an id in a path which texts are ids', () => {
    expect(operation('showMessage')?.parameters).toContainEqual({
      name: 'message',
      in: 'path',
      required: true,
      schema: { type: 'string', pattern: '^[\\w-]{1,64}$' },
    });
  });

  test('the OpenAPI document gives a recording as a form of files, and an export as bytes', () => {
    const binary = { type: 'string', format: 'binary' };
    expect(operation('downloadRecording')?.responses['200']?.content).toMatchObject({
      'multipart/form-data': { schema: { properties: { audio: binary, transcript: binary } } },
    });
    expect(operation('exportHousehold')?.responses['200']?.content).toEqual({
      'application/zip': { schema: binary },
    });
  });
});

test('every problem has one status and one sentence, and no sentence is left over', () => {
  expect(new Set(PROBLEM_CODES).size).toBe(PROBLEM_CODES.length);
  expect(Object.keys(PROBLEMS.en).sort()).toEqual([...PROBLEM_CODES].sort());
  for (const code of PROBLEM_CODES) expect(statusOf(code)).toBeGreaterThanOrEqual(400);
});
