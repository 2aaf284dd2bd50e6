import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';

/**
 * The rooms of the project and the rooms that each may import from, besides itself. A room of the core may import from
 * those that stand before it. `bench`, `test` and `tools` may import everything.
 */
export const CORE = [
  'household',
  'design',
  'confidence',
  'approval',
  'message',
  'conversation',
  'api',
  'text',
];
export const ROOMS = {
  core: [],
  services: ['core'],
  adapters: ['core', 'services'],
  lambda: ['core', 'services', 'adapters'],
  simulator: ['core', 'services', 'adapters', 'interaction-models'],
  home: ['core', 'services', 'adapters', 'simulator'],
  phone: ['core'],
  infra: ['core', 'services', 'adapters', 'lambda', 'interaction-models'],
};
/** What the adapters may import of the services: the ports that they implement, and what keeps documents. */
export const SERVICES_FOR_ADAPTERS = ['ports', 'storage'];
const EVERY_ROOM = [...Object.keys(ROOMS), 'bench', 'test', 'tools', 'interaction-models'];

/** The packages that a room may import. A room that is not listed may import all of them. */
const PURE = ['zod', 'jose', '@simplewebauthn/server', 'cmu-pronouncing-dictionary'];
export const PACKAGES = {
  core: PURE,
  services: [...PURE, 'hono', 'hono-rate-limiter', 'ask-sdk-core', 'ask-sdk-model', 'fflate'],
  phone: [
    ...PURE,
    '@noble/hashes',
    '@noble/curves',
    'preact',
    'idb-keyval',
    '@simplewebauthn/browser',
    'fastest-levenshtein',
    'punycode.js',
    'uqr',
  ],
};

const { dependencies, devDependencies } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'),
);
const EVERY_PACKAGE = Object.keys({ ...dependencies, ...devDependencies });

// A language's folder of texts for the phone app is named phone too, and core/text imports it.
const PHONE_TEXTS = '!./*/phone/**';

const forbiddenRooms = (room, allowed) => ({
  group: EVERY_ROOM.filter(other => other !== room && !allowed.includes(other))
    .map(other => `**/${other}/**`)
    .concat(PHONE_TEXTS),
  message: `${room}/ may import only from ${[room, ...allowed].join(', ')}.`,
});

const forbiddenServices = {
  group: ['**/services/**', ...SERVICES_FOR_ADAPTERS.map(part => `!**/services/${part}/**`)],
  message: `adapters/ may import of services/ only ${SERVICES_FOR_ADAPTERS.join(', ')}.`,
};

function forbiddenPackages(room) {
  const allowed = PACKAGES[room];
  if (!allowed) return [];
  const names = EVERY_PACKAGE.filter(name => !allowed.includes(name));
  return [
    {
      group: ['node:*', 'node:*/**', ...names, ...names.map(name => `${name}/**`)],
      message: `${room}/ may import only these packages: ${allowed.join(', ')}.`,
    },
  ];
}

const RANDOMNESS = 'Randomness arrives as an argument.';

/** Node's own modules by their names without `node:`. */
const bareModules = room =>
  PACKAGES[room] ? builtinModules.map(name => ({ name, message: `${room}/ may not import from Node.` })) : [];

/** A name of package.json could lead into any room. This one leads to a hash: Node's own, or one for browsers. */
const forbiddenNames = { group: ['#*', '!#sha256'], message: 'Only #sha256 may be imported by such a name.' };

const borders = (files, patterns) => ({
  files: [`${files}/**/*.ts`, `${files}/**/*.tsx`],
  rules: {
    'no-restricted-imports': [
      'error',
      { paths: bareModules(files.split('/')[0]), patterns: [...patterns, forbiddenNames] },
    ],
  },
});

export default {
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise'],
  categories: { correctness: 'error', suspicious: 'error' },
  rules: {
    'import/no-default-export': 'error',
    'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    'no-await-in-loop': 'off',
    'typescript/consistent-return': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'no-shadow': 'off',
    'import/no-unassigned-import': 'off',
    'unicorn/no-array-sort': 'off',
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
  },
  overrides: [
    {
      // Their tools ask for one.
      files: ['**/*.config.js', '**/*.config.mjs', '**/*.conf.mjs', 'test/support/apps-once.ts'],
      rules: { 'import/no-default-export': 'off' },
    },
    {
      files: ['core/**/*.ts'],
      rules: {
        'no-restricted-globals': [
          'error',
          'Date',
          'fetch',
          'process',
          'console',
          'setTimeout',
          'setInterval',
          'setImmediate',
          'performance',
          'localStorage',
          'indexedDB',
          'window',
          'document',
          'navigator',
          'globalThis',
        ],
        'no-restricted-properties': [
          'error',
          { object: 'Math', property: 'random', message: RANDOMNESS },
          { object: 'crypto', property: 'getRandomValues', message: RANDOMNESS },
          { object: 'crypto', property: 'randomUUID', message: RANDOMNESS },
        ],
      },
    },
    ...Object.entries(ROOMS).map(([room, allowed]) =>
      borders(room, [
        forbiddenRooms(room, allowed),
        ...forbiddenPackages(room),
        ...(room === 'adapters' ? [forbiddenServices] : []),
      ]),
    ),
    ...CORE.map((name, place) =>
      borders(`core/${name}`, [
        forbiddenRooms('core', []),
        ...forbiddenPackages('core'),
        {
          group: CORE.slice(place + 1).map(later => `**/${later}/**`),
          message: `core/${name} may import only what stands before it: ${CORE.slice(0, place).join(', ')}.`,
        },
      ]),
    ),
  ],
};
