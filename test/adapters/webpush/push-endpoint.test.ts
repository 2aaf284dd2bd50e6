import { describe, expect, test } from '@jest/globals';
import { isPushEndpoint } from '../../../adapters/webpush/push-endpoint.ts';

const own = ['https://push.example.org:8443'];

describe('A push may be sent', () => {
  test.each([
    ['https://fcm.googleapis.com/fcm/send/abc:def'],
    ['https://FCM.googleapis.com:443/fcm/send/abc'],
    ['https://jmt17.google.com/fcm/send/abc:def'],
    ['https://updates.push.services.mozilla.com/wpush/v2/abc'],
    ['https://web.push.apple.com/QGuQyavXutnMH'],
    ['https://wns2-par02p.notify.windows.com/w/?token=abc'],
    ['https://push.example.org:8443/up?token=abc'],
  ])('a push may be sent to %s', endpoint => {
    expect(isPushEndpoint(endpoint, own)).toBe(true);
  });
});

describe('No push is sent', () => {
  test.each([
    ['without encryption', 'http://fcm.googleapis.com/fcm/send/abc'],
    ['to another port', 'https://fcm.googleapis.com:8443/fcm/send/abc'],
    ['to a host that only ends alike', 'https://evilfcm.googleapis.com/send'],
    ['to a host below one that has none below', 'https://x.fcm.googleapis.com/send'],
    ['to a host that only begins alike', 'https://fcm.googleapis.com.evil.example/send'],
    ['to a host in the path', 'https://evil.example/fcm.googleapis.com'],
    ['to a host behind a user', 'https://fcm.googleapis.com@evil.example/send'],
    ['with a user', 'https://user:word@fcm.googleapis.com/send'],
    ['to a host with a dot behind it', 'https://fcm.googleapis.com./send'],
    ['to one that ends in no dot', 'https://notpush.apple.com/send'],
    ['to this machine', 'https://localhost/send'],
    ['to an address of the network here', 'https://192.168.1.1/send'],
    ['to the cloud’s own address', 'https://169.254.169.254/latest/meta-data'],
    ['to the operator’s host at another port', 'https://push.example.org/up'],
    ['to the operator’s host without encryption', 'http://push.example.org:8443/up'],
    ['to a letter of another alphabet', 'https://fcm.googleаpis.com/send'],
    ['to what is no address', 'fcm.googleapis.com'],
    ['to an address that has no end', `https://fcm.googleapis.com/${'a'.repeat(1_000)}`],
  ])('no push is sent %s', (_what, endpoint) => {
    expect(isPushEndpoint(endpoint, own)).toBe(false);
  });
});
