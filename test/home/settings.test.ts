import { describe, expect, test } from '@jest/globals';
import { readSettings } from '../../home/settings.ts';

type Env = Parameters<typeof readSettings>[0];

const SECRET = 'se-cr-et';

function refusals(env: Env): string[] {
  const read = readSettings(env);
  if (!('refused' in read)) throw new Error(`it was accepted: ${JSON.stringify(read)}`);
  return read.refused;
}

/** The lines that name the refused variables. */
const refusedIn = (env: Env): string[] => refusals(env).map(line => line.slice(0, line.indexOf(' ')));

describe('The settings', () => {
  test('without variables the settings are loopback, 7920 and 7921, ./data, no mail server and no skill', () => {
    expect(readSettings({})).toEqual({
      host: '127.0.0.1',
      port: 7920,
      simulatorPort: 7921,
      dataDir: './data',
      trustedProxies: ['127.0.0.0/8', '::1'],
      mailFrom: 'second-yes@localhost.localdomain',
    });
  });

  test('each variable sets its setting', () => {
    const env = {
      HOST: '0.0.0.0',
      PORT: '3000',
      SIMULATOR_PORT: '4000',
      DATA_DIR: '/var/lib/second-yes',
      PUBLIC_URL: 'https://home.example.org',
      SMTP_URL: `smtps://anna:${SECRET}@mail.example.org:465`,
      MAIL_FROM: 'home@example.org',
      ALEXA_SKILL_ID: 'amzn1.ask.skill.1234',
      SECURITY_CONTACT: 'mailto:security@example.org',
      TRUSTED_PROXY: '10.0.0.2, fd00::/8',
      PUSH_ORIGINS: 'https://push.example.org:8443, https://Other.example.org/',
    };
    expect(readSettings(env)).toEqual({
      host: '0.0.0.0',
      port: 3000,
      simulatorPort: 4000,
      dataDir: '/var/lib/second-yes',
      trustedProxies: ['10.0.0.2', 'fd00::/8'],
      publicUrl: 'https://home.example.org',
      smtpUrl: `smtps://anna:${SECRET}@mail.example.org:465`,
      mailFrom: 'home@example.org',
      skillId: 'amzn1.ask.skill.1234',
      securityContact: 'mailto:security@example.org',
      pushOrigins: ['https://push.example.org:8443', 'https://other.example.org'],
    });
  });

  test('an empty variable is not set, and unknown variables are ignored', () => {
    const empty = {
      HOST: '',
      PORT: '',
      SIMULATOR_PORT: '',
      DATA_DIR: '',
      PUBLIC_URL: '',
      SMTP_URL: '',
      MAIL_FROM: '',
      ALEXA_SKILL_ID: '',
      PUSH_ORIGINS: '',
      PATH: '/usr/bin',
      HOME: undefined,
    };
    expect(readSettings(empty)).toEqual(readSettings({}));
  });
});

describe('The simulator’s port', () => {
  test.each([
    ['follows the main port', { PORT: '3000' }, 3001],
    ['is its own if set', { PORT: '3000', SIMULATOR_PORT: '80' }, 80],
    ['is any free one where the main port is', { PORT: '0' }, 0],
    ['may come before a last main port', { PORT: '65535', SIMULATOR_PORT: '65534' }, 65_534],
  ])('the simulator’s port %s', (_what, env, simulatorPort) => {
    expect(readSettings(env)).toMatchObject({ simulatorPort });
  });

  test('SIMULATOR_PORT is required if no port follows the main one', () => {
    expect(refusals({ PORT: '65535' })).toEqual([
      'SIMULATOR_PORT must be set, because there is no port after 65535',
    ]);
  });
});

describe('A public address', () => {
  test.each([
    ['https://home.example.org', 'https://home.example.org'],
    ['https://home.example.org/', 'https://home.example.org'],
    ['HTTPS://Home.Example.org:443/', 'https://home.example.org'],
    ['http://192.168.1.5:7920', 'http://192.168.1.5:7920'],
  ])('the public address %s is read as %s', (PUBLIC_URL, publicUrl) => {
    expect(readSettings({ PUBLIC_URL })).toMatchObject({ publicUrl });
  });

  // The path would be dropped, and the pairing links would not work.
  test.each([
    'https://example.org/household',
    'https://example.org/phone/',
    'https://example.org/?household',
  ])('a public address with something after the host is refused: %s', PUBLIC_URL => {
    expect(refusals({ PUBLIC_URL })).toEqual([
      'PUBLIC_URL must look like https://home.example.org, without a path',
    ]);
  });
});

describe('The sender of the mails', () => {
  test.each([
    [
      'the user of the mail server, if that is an address',
      'smtp://anna%40example.org@mail.example.org',
      undefined,
      'anna@example.org',
    ],
    [
      'MAIL_FROM before that',
      'smtp://anna%40example.org@mail.example.org',
      'home@example.org',
      'home@example.org',
    ],
  ])('the sender of mails is %s', (_who, SMTP_URL, MAIL_FROM, mailFrom) => {
    expect(readSettings({ SMTP_URL, MAIL_FROM })).toMatchObject({ mailFrom });
  });

  test.each([
    ['a mere name', 'smtp://anna:x@mail.example.org'],
    ['missing', 'smtp://mail.example.org:2525'],
  ])('MAIL_FROM is required if the user of the mail server is %s', (_what, SMTP_URL) => {
    expect(refusals({ SMTP_URL })).toEqual([
      'MAIL_FROM must be set to the address that mails come from, because the user in SMTP_URL is no address',
    ]);
  });
});

describe('A value that cannot be used', () => {
  test.each([
    ['PORT', 'http'],
    ['PORT', ' '],
    ['PORT', '80.5'],
    ['PORT', '-1'],
    ['PORT', '0x50'],
    ['PORT', '1e3'],
    ['PORT', '65536'],
    ['SIMULATOR_PORT', 'none'],
    ['SIMULATOR_PORT', '99999'],
    ['PUBLIC_URL', 'home.example.org'],
    ['PUBLIC_URL', 'ftp://home.example.org'],
    ['PUBLIC_URL', 'https://'],
    ['PUBLIC_URL', `https://anna:${SECRET}@home.example.org`],
    ['TRUSTED_PROXY', 'proxy.example.org'],
    ['TRUSTED_PROXY', '10.0.0.0/33'],
    ['SMTP_URL', 'mail.example.org'],
    ['SMTP_URL', 'https://mail.example.org'],
    ['SMTP_URL', 'smtp:mail.example.org'],
    ['SMTP_URL', 'smtp:///'],
    ['SMTP_URL', 'smtp://mail.example.org:99999'],
    ['SMTP_URL', `smtp://anna:100%${SECRET}@mail.example.org`],
    ['SMTP_URL', `smtp://anna:1/${SECRET}@mail.example.org`],
    ['SMTP_URL', `smtp://anna:1#${SECRET}@mail.example.org`],
    ['MAIL_FROM', 'anna'],
    ['LOG_LEVEL', 'loud'],
    ['HSTS', 'maybe'],
    ['ACCEPT_LOSS', 'no'],
    ['SECURITY_CONTACT', 'security@example.org'],
    ['SECURITY_CONTACT', 'javascript:alert(1)'],
    ['SECURITY_CONTACT', 'http://example.org'],
    ['ALEXA_SKILL_ID', '1234'],
    ['PUSH_ORIGINS', 'push.example.org'],
    ['PUSH_ORIGINS', 'http://push.example.org'],
    ['PUSH_ORIGINS', 'https://push.example.org/up'],
    ['PUSH_ORIGINS', 'https://push.example.org,https://user:word@other.example.org'],
  ])('an unusable value is refused with the name of its variable alone: %s=%s', (variable, value) => {
    const lines = refusals({ [variable]: value });
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^${variable} must [a-z]`))]);
    // The same line for every value shows that no line repeats its value.
    expect(lines).toEqual(refusals({ [variable]: '?' }));
  });

  test('every unusable variable is named', () => {
    const env = {
      PORT: 'x',
      SIMULATOR_PORT: 'x',
      PUBLIC_URL: 'x',
      SMTP_URL: 'x',
      MAIL_FROM: 'x',
      ALEXA_SKILL_ID: 'x',
    };
    expect(refusedIn(env).sort()).toEqual(Object.keys(env).sort());
  });
});
