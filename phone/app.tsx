import { useEffect, useState } from 'preact/hooks';
import { type Api, type Network, openApi } from './session/api-client.ts';
import type { PhoneStore, Pairing } from './session/phone-store.ts';
import { isCodeOpen, pairPhone } from './pairing/pair-phone.ts';
import { PairScreen } from './pairing/pair-screen.tsx';
import type { Passkeys } from './session/passkeys.ts';
import type { PhonePush } from './push/push.ts';
import { RecoveryCodeScreen } from './pairing/recovery-code-screen.tsx';
import { LazyScreen } from './ui/lazy-screen.tsx';
import { type PairingLink, parsePairingLink, guessPhoneName } from './pairing/pairing-link.ts';
import { UpdateBanner } from './session/app-update.tsx';
import type { PairAgainReason } from './session/session-banner.tsx';
import { openSession, type Session } from './session/session.ts';
import { Toaster } from './ui/toast.tsx';
import { commonTexts, pairingTexts } from './ui/texts.ts';

/** A phone that is not paired yet need not load it, so the first visit is short. */
const loadPairedApp = async () => (await import('./paired-app.tsx')).PairedApp;

type Stage =
  | { is: 'loading' }
  /** The browser cannot store keys on this page. */
  | { is: 'unable' }
  | { is: 'unpaired'; why?: PairAgainReason | undefined }
  /** The owner has not written down the recovery code yet. */
  | { is: 'recovery'; code: string; paired: Pairing; session: Session }
  | { is: 'paired'; paired: Pairing; session: Session };

type Props = {
  network: Network;
  store: PhoneStore;
  passkeys: Passkeys;
  pushOf: (api: Api) => PhonePush;
  homeScreenFirst: boolean;
};

/** Shows the pairing screen, or the app if this phone is paired. */
export function App(props: Props) {
  return (
    <>
      <UpdateBanner />
      <Screens {...props} />
      <Toaster />
    </>
  );
}

function Screens({ network, store, passkeys, pushOf, homeScreenFirst }: Props) {
  const [stage, setStage] = useState<Stage>({ is: 'loading' });
  const [link, setLink] = useState<PairingLink>();

  useEffect(() => {
    const take = () => {
      const found = parsePairingLink(location.hash);
      if (!found) return;
      setLink(found);
      // The browser's history must not keep the code.
      history.replaceState(null, '', location.pathname);
    };
    take();
    window.addEventListener('hashchange', take);
    void store
      .loadPairing()
      .then(paired => (paired ? enter(paired) : setStage({ is: 'unpaired' })))
      .catch(() => setStage({ is: 'unable' }));
    return () => window.removeEventListener('hashchange', take);
  }, []);

  async function enter(paired: Pairing): Promise<void> {
    const identity = await store.loadIdentity();
    const api = openApi(network, paired.household, identity);
    const session = openSession({
      api,
      store,
      identity,
      paired,
      now: () => network.clock.now(),
      ticks: () => performance.now(),
      passkeys,
      push: pushOf(api),
    });
    await session.restore();
    void session.push.renew();
    const code = await store.loadRecoveryCode();
    setStage(
      code === undefined ? { is: 'paired', paired, session } : { is: 'recovery', code, paired, session },
    );
  }

  async function pairAgain(why?: PairAgainReason): Promise<void> {
    await store.deleteAll();
    setStage({ is: 'unpaired', why });
  }

  if (stage.is === 'loading') return <p class="loading">{commonTexts.loading}</p>;
  if (stage.is === 'unable')
    return (
      <main class="pair">
        <h1>{commonTexts.product}</h1>
        <p class="warning">{pairingTexts.pair.noKeys}</p>
      </main>
    );
  if (stage.is === 'recovery')
    return (
      <RecoveryCodeScreen
        code={stage.code}
        address={`${network.origin}/phone/#household=${stage.paired.household}`}
        written={() => {
          void store.deleteRecoveryCode();
          setStage({ ...stage, is: 'paired' });
        }}
      />
    );
  const replaces = stage.is === 'paired' && link !== undefined && link.household !== stage.paired.household;
  if (stage.is === 'paired' && !replaces)
    return (
      <LazyScreen
        key={stage.session.identity.phone}
        load={loadPairedApp}
        props={{ session: stage.session, newId: network.newId, pairAgain: why => void pairAgain(why) }}
      />
    );
  return (
    <PairScreen
      key={link?.code}
      link={link}
      phoneName={guessPhoneName(navigator.userAgent)}
      replaces={replaces}
      homeScreenFirst={homeScreenFirst}
      why={stage.is === 'unpaired' ? stage.why : undefined}
      isCodeOpen={code => isCodeOpen(network, code)}
      cancel={() => setLink(undefined)}
      recover={async asked => {
        const { recoverPhone } = await import('./pairing/recover-phone.ts');
        const answered = await recoverPhone(network, store, asked);
        if ('got' in answered) await enter(answered.got);
        return 'problem' in answered ? answered.problem : undefined;
      }}
      pair={async asked => {
        const answered = await pairPhone(network, store, asked);
        if ('got' in answered && !('waiting' in answered.got)) {
          setLink(undefined);
          // Else a browser that is short of space may delete the key.
          void navigator.storage?.persist?.().catch(() => false);
          await enter(answered.got);
        }
        return answered;
      }}
    />
  );
}
