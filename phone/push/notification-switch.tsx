import type { useNotifications } from './use-notifications.ts';
import { pushTexts } from '../ui/texts.ts';

/** Says whether notifications are on, and why not where the browser refuses them; turns them on. */
export function NotificationSwitch({ state, turnOn, asking }: ReturnType<typeof useNotifications>) {
  const text = pushTexts.settings;
  return (
    <>
      {state !== undefined && state !== 'not-asked' && <p>{text.state[state]}</p>}
      {state === 'needs-home-screen' && (
        <ol class="steps">
          {text.homeScreen.map(step => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {state === 'not-asked' && (
        <button
          type="button"
          class="primary wide"
          disabled={asking !== undefined}
          onClick={() => void turnOn()}
        >
          {text.turnOn}
        </button>
      )}
      <p class="hint" role="status">
        {asking}
      </p>
    </>
  );
}
