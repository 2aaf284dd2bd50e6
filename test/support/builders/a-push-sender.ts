import webPush from 'web-push';
import { type Post, pushSender } from '../../../adapters/webpush/web-push-sender.ts';
import type { PushSender } from '../../../services/ports/push-sender.ts';
import { noon } from './builders.ts';

/** The key pair by which push services know the households of tests. */
export const vapidKeys = webPush.generateVAPIDKeys();

const nowhere: Post = () => Promise.reject(new Error('There is no way to a push service in this test.'));

/** What households of tests send pushes with: the real sender, over a way to push services that the test gives. */
export const aPushSender = (post: Post = nowhere, origins: readonly string[] = []): PushSender =>
  pushSender({
    vapid: { ...vapidKeys, subject: 'https://home.example' },
    origins,
    clock: () => noon,
    post,
  });
