import type { Settings } from '../../../household/settings.ts';

type SettingText<T> = {
  label: string;
  /** What it means to set a value that protects less; null if no value does. */
  weaker: string | null;
  /** One value that the phone offers; null if the setting has a form of its own. */
  value: ((value: T) => string) | null;
};

/** What the phone says about each setting, in its form and in the activity log. */
export const settingTexts: { readonly [K in keyof Settings]: SettingText<Settings[K]> } = {
  floor: {
    label: 'Before a message is sent',
    weaker: 'Messages can then be sent with fewer checks.',
    value: floor =>
      ({
        tap: 'One tap if it was very likely meant',
        listen: 'Listen to it first',
        choose: 'Listen, and choose who it’s for',
      })[floor],
  },
  passkeys: {
    label: 'Ask for face or fingerprint',
    weaker: 'Messages can then be sent without your face or fingerprint.',
    value: policy =>
      ({
        always: 'Before every message is sent',
        listen: 'Except for one-tap messages',
        never: 'Never',
      })[policy],
  },
  undo: {
    label: 'Time to take a message back',
    weaker: 'You will have less time to take a message back.',
    value: undo => (undo === 0 ? 'None' : `${undo / 1_000} seconds`),
  },
  hold: {
    label: 'A message waits for your answer',
    weaker: 'Messages will wait longer, so anyone with one of your phones has longer to answer.',
    value: hold => timeText(hold / 60_000),
  },
  retention: {
    label: 'A delivered recording is kept',
    weaker: 'What was said will be kept longer.',
    value: retention => (retention === 0 ? 'Not at all' : daysText(retention / 86_400_000)),
  },
  notificationDetail: {
    label: 'A notification shows',
    weaker: 'Anyone who sees a locked phone will see more about the message.',
    value: detail =>
      ({ nothing: 'Only that something waits', room: 'The room', contact: 'The room and the contact' })[
        detail
      ],
  },
  quietHours: { label: 'Quiet hours', weaker: null, value: null },
  householdName: { label: 'What messages call your household', weaker: null, value: null },
};

function timeText(minutes: number): string {
  if (minutes < 60) return `${minutes} minutes`;
  return minutes === 60 ? '1 hour' : `${minutes / 60} hours`;
}

const daysText = (days: number): string => (days === 1 ? '1 day' : `${days} days`);
