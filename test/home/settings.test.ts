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
  test('the settings without variables are loopback, 7920 and 7921, ./data, no mail server and no skill', () => {
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
      MAIL_REPLY_TO: 'anna@example.org',
      DKIM_DOMAIN: 'example.org',
      DKIM_SELECTOR: 'second-yes',
      DKIM_KEY_FILE: '/etc/second-yes/dkim.pem',
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
      mailReplyTo: 'anna@example.org',
      dkim: { domain: 'example.org', selector: 'second-yes', file: '/etc/second-yes/dkim.pem' },
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

  test('the first of several public addresses is the one that is shown', () => {
    const PUBLIC_URL = 'https://home.example.org, http://192.168.1.5:7920/,https://HOME.tail.ts.net';
    expect(readSettings({ PUBLIC_URL })).toMatchObject({
      publicUrl: 'https://home.example.org',
      otherUrls: ['http://192.168.1.5:7920', 'https://home.tail.ts.net'],
    });
  });

  // The path would be dropped, and the pairing links would not work.
  test.each([
    'https://example.org/household',
    'https://example.org/phone/',
    'https://example.org/?household',
    'https://home.example.org,https://example.org/phone/',
  ])('a public address with something after the host is refused: %s', PUBLIC_URL => {
    expect(refusals({ PUBLIC_URL })).toEqual([
      'PUBLIC_URL must look like https://home.example.org, without a path',
    ]);
  });
});

describe('The addresses of the household itself', () => {
  test.each([
    ['home@bücher.example', 'home@xn--bcher-kva.example'],
    ['home@xn--bcher-kva.example', 'home@xn--bcher-kva.example'],
    ['"our home"@example.org', '"our home"@example.org'],
  ])('the address %s is read as %s', (address, read) => {
    const env = { MAIL_FROM: address, MAIL_REPLY_TO: address };
    expect(readSettings(env)).toMatchObject({ mailFrom: read, mailReplyTo: read });
  });

  test.each([
    'home',
    'home@example',
    'Home <home@example.org>',
    'home@exam\u00adple.org',
    'jürgen@example.org',
    'home@ex ample.org',
  ])('the address %j is refused', address => {
    expect(refusals({ MAIL_FROM: address, MAIL_REPLY_TO: address })).toEqual([
      'MAIL_FROM must be an email address',
      'MAIL_REPLY_TO must be an email address',
    ]);
  });
});

describe('The variables of DKIM', () => {
  const all = { DKIM_DOMAIN: 'example.org', DKIM_SELECTOR: 'house', DKIM_KEY_FILE: 'dkim.pem' };

  test('each variable of DKIM that is missing beside others is named', () => {
    expect(refusals({ DKIM_SELECTOR: 'house' })).toEqual([
      'DKIM_DOMAIN must be set: DKIM_DOMAIN, DKIM_SELECTOR, DKIM_KEY_FILE work together',
      'DKIM_KEY_FILE must be set: DKIM_DOMAIN, DKIM_SELECTOR, DKIM_KEY_FILE work together',
    ]);
  });

  test('the domain of DKIM is kept in ASCII form', () => {
    expect(readSettings({ ...all, DKIM_DOMAIN: 'bücher.example' })).toMatchObject({
      dkim: { domain: 'xn--bcher-kva.example' },
    });
  });

  test.each([
    { DKIM_DOMAIN: 'localhost' },
    { DKIM_DOMAIN: 'example.org; d=eve.example' },
    { DKIM_SELECTOR: 'a b' },
    { DKIM_SELECTOR: 'a;b' },
    { DKIM_SELECTOR: '.' },
  ])('the value of %j is refused', more => {
    expect(refusedIn({ ...all, ...more })).toEqual(Object.keys(more));
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

describe('Channels besides email', () => {
  const token = '123456:TelegramTokenOfTests_0123456789-abc';

  test('there is neither Telegram nor a webhook without a token and a secret', () => {
    expect(readSettings({})).not.toHaveProperty('telegram');
    expect(readSettings({ WEBHOOK_ORIGINS: 'http://a.example' })).not.toHaveProperty('webhook');
  });

  test('a token is read as it is, or with a Bot API server of one’s own before it', () => {
    expect(readSettings({ TELEGRAM_BOT_TOKEN: token })).toMatchObject({ telegram: { token } });
    expect(readSettings({ TELEGRAM_BOT_TOKEN: `http://127.0.0.1:8081/bot${token}` })).toMatchObject({
      telegram: { token, apiRoot: 'http://127.0.0.1:8081' },
    });
  });

  test('a secret opens webhooks, to public addresses and to the origins that are listed', () => {
    const secret = `whsec_${Buffer.alloc(32).toString('base64')}`;
    expect(readSettings({ WEBHOOK_SECRET: secret })).toMatchObject({ webhook: { secret, origins: [] } });
    const WEBHOOK_ORIGINS = 'http://homeassistant.local:8123/, HTTPS://n8n.example.org:443';
    expect(readSettings({ WEBHOOK_SECRET: secret, WEBHOOK_ORIGINS })).toMatchObject({
      webhook: { origins: ['http://homeassistant.local:8123', 'https://n8n.example.org'] },
    });
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
    ['TELEGRAM_BOT_TOKEN', SECRET],
    ['TELEGRAM_BOT_TOKEN', `123456:${SECRET}`],
    ['TELEGRAM_BOT_TOKEN', 'https://bot-api.example.org/123456:TelegramTokenOfTests_0123456789-abc'],
    ['WEBHOOK_SECRET', SECRET],
    ['WEBHOOK_SECRET', 'whsec_c2hvcnQ='],
    ['WEBHOOK_ORIGINS', 'homeassistant.local:8123'],
    ['WEBHOOK_ORIGINS', 'http://homeassistant.local:8123/api'],
    ['WEBHOOK_ORIGINS', 'ftp://homeassistant.local'],
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
