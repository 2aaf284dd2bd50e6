import * as z from 'zod/mini';
import { activityLineSchema } from '../../core/api/activity.ts';
import { commonProblems } from '../../core/api/common-problems.ts';
import { messageViewSchema } from '../../core/api/message-routes.ts';
import { PROBLEM_CODES, type ProblemCode, problemDetailsSchema, statusOf } from '../../core/api/problem.ts';
import { noBody, type ProvenBy, type Route } from '../../core/api/route.ts';
import { type RouteName, ROUTES } from '../../core/api/routes.ts';
import { storySchema } from '../../core/api/story-schema.ts';
import { without } from '../../core/household/without.ts';
import { historyEntrySchema } from '../../core/message/history-entry.ts';
import { outcomeSchema } from '../../core/message/outcome.ts';
import { PROBLEMS } from '../../core/text/texts.ts';

type Json = Record<string, unknown>;

/** One sentence for each route. A route without one does not compile. */
const SUMMARIES: Record<RouteName, string> = {
  findHousehold: 'Finds the household that an open pairing code is for.',
  showHousehold: 'Gives the one household of a home server.',
  pairPhone: 'Pairs a phone by a code, or lets it wait to be admitted.',
  showTrustList: 'Gives all links of the trust list.',
  appendLink: 'Appends a signed link to the trust list.',
  listMessages: 'Lists messages, newest first, with what the phone lacks of the trust list.',
  showMessage: 'Gives one message.',
  downloadRecording: 'Gives the audio of a recording, and its transcript if it was dictated.',
  beginListening: 'Begins to listen, and gives the nonce that a release needs.',
  answerMessage: 'Takes a signed release or discard.',
  undoAnswer:
    'Takes an answer back: a release before the courier claims the message, a discard within the time to undo.',
  recordAgain: 'Puts a recording of the owner’s own voice in the place of the one that is held.',
  listRooms: 'Lists the rooms.',
  changeRoom: 'Names a room, or pauses or resumes sending from it.',
  listStoppedConversations: 'Lists conversations that were stopped before anything was recorded.',
  listAddressReports:
    'Lists the addresses whose recipients have stopped messages or from which a mail came back, by digest.',
  listActivity: 'Lists who did what, newest first.',
  exportHousehold: 'Gives everything that is stored about the household.',
  eraseHousehold: 'Erases everything that is stored about the household.',
  invitePhone: 'Opens a pairing code for a further phone.',
  showCandidate: 'Gives the phone that gave the open code and waits to be admitted.',
  registerPasskey: 'Verifies a new passkey, which the phone then signs into the trust list.',
  showPush: 'Gives the key that pushes are signed with, and whether this phone takes any.',
  turnPushOn: 'Stores where this phone takes pushes.',
  turnPushOff: 'Forgets where this phone takes pushes.',
  testPush: 'Sends a test push to this phone.',
  offerChatLink: 'Makes a link by which a contact starts a chat with the bot.',
  listStartedChats: 'Gives the chats that contacts have started and no phone has added yet.',
  showServer:
    'Gives the version of the program, the channels that are set up, and whether it can send a test mail.',
  testMail: 'Sends a test mail to the sender itself.',
};

const PROOFS: Record<ProvenBy, string> = {
  nobody: 'Needs no proof.',
  phone: 'Needs a proof by a phone of the household.',
  'phone-or-recovery-code': 'Needs a proof by a phone of the household or by the recovery code.',
  'introduced-phone': 'Needs a proof by the phone that introduces itself in the body.',
};

/** Schemas that several routes share, by their names in the document. */
const COMPONENTS: Record<string, z.ZodMiniType> = {
  Problem: problemDetailsSchema,
  Message: messageViewSchema,
  Story: storySchema,
  Outcome: outcomeSchema,
  HistoryEntry: historyEntrySchema,
  ActivityLine: activityLineSchema,
};

const MEDIA_TYPES = {
  json: 'application/json',
  form: 'multipart/form-data',
  zip: 'application/zip',
} as const;
const BINARY = { type: 'string', format: 'binary' };

/** The phone API as an OpenAPI 3.1 document, written from the schemas in `core/api`. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries<Route>(ROUTES)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    const operation = operationOf(name as RouteName, route);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Second Yes phone API',
      version: '1',
      description: 'What the phone app asks of Second Yes. `npm run openapi` writes this document.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api' }],
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(COMPONENTS).map(([name, schema]) => [name, schemaOf(schema, 'output')]),
      ),
      securitySchemes: {
        proof: {
          type: 'apiKey',
          in: 'header',
          name: 'DPoP',
          description:
            'A proof in the form of RFC 9449, signed by the phone, with the digest of the body as the claim `bod`. A proof can be used once.',
        },
      },
    },
  };
}

function operationOf(name: RouteName, route: Route): Json {
  const { provenBy, body, bodyAs, answer, answeredAs = 'json' } = route;
  return {
    operationId: name,
    summary: SUMMARIES[name],
    description: PROOFS[provenBy],
    security: provenBy === 'nobody' ? [] : [{ proof: [] }],
    parameters: parametersOf(route),
    ...(body !== noBody && {
      requestBody: {
        required: true,
        content:
          bodyAs === 'bytes'
            ? { 'application/octet-stream': { schema: BINARY } }
            : { 'application/json': { schema: schemaOf(body, 'input') } },
      },
    }),
    responses: {
      '200': {
        description: 'The request is granted.',
        content: {
          [MEDIA_TYPES[answeredAs]]: { schema: answeredAs === 'zip' ? BINARY : schemaOf(answer, 'output') },
        },
      },
      ...problemsOf(route),
    },
  };
}

/** What the URL names: members of the target that the path has, and the query. */
function parametersOf({ path, target }: Route): Json[] {
  const { properties = {}, required = [] } = z.toJSONSchema(target, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => {
    const inPath = path.includes(`:${name}`);
    return {
      name,
      in: inPath ? 'path' : 'query',
      required: inPath || required.includes(name),
      schema: property,
    };
  });
}

/** The refusals by status, with the sentence of each code. */
function problemsOf(route: Route): Record<string, Json> {
  const codes = new Set<ProblemCode>([...route.problems, ...commonProblems(route)]);
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of [...codes].sort())
    byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      String(status),
      {
        description: ofStatus.map(code => `\`${code}\`: ${PROBLEMS.en[code]}`).join('\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

/** The JSON Schema of a schema. The components in it are references, unless it is one itself. */
function schemaOf(schema: z.ZodMiniType, io: 'input' | 'output'): Json {
  const written = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const component = nameOf(zodSchema);
      if (component !== undefined && component !== nameOf(schema)) {
        for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
        jsonSchema.$ref = `#/components/schemas/${component}`;
      } else if (zodSchema === problemDetailsSchema.shape.code)
        Object.assign(jsonSchema, { type: 'string', enum: [...PROBLEM_CODES].sort() });
      // Zod has no JSON Schema for a part of a form, which is a file.
      else if (FILES.includes(zodSchema)) Object.assign(jsonSchema, BINARY);
    },
  });
  return without(written, '$schema');
}

const { audio, transcript } = ROUTES.downloadRecording.answer.shape;
const FILES: readonly unknown[] = [audio, transcript.def.innerType];

const nameOf = (schema: unknown): string | undefined =>
  Object.entries<unknown>(COMPONENTS).find(([, one]) => one === schema)?.[0];
