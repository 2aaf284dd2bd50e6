import webPush from 'web-push';
import { type Post, pushSender } from '../../../adapters/webpush/web-push-sender.ts';
import type { PushSender } from '../../../services/ports/push-sender.ts';
import { noon } from './builders.ts';

/** The VAPID key pair of tests. */
export const vapidKeys = webPush.generateVAPIDKeys();

const nowhere: Post = () => Promise.reject(new Error('This test has no push service.'));

/** The real push sender, with a `post` that the test gives. */
export const aPushSender = (post: Post = nowhere, origins: readonly string[] = []): PushSender =>
  pushSender({
    vapid: { ...vapidKeys, subject: 'https://home.example' },
    origins,
    clock: () => noon,
    post,
  });
