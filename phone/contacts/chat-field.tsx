import { useEffect, useState } from 'preact/hooks';
import { listStartedChats, offerChatLink } from '../../core/api/chat-routes.ts';
import type { StartedChat } from '../../core/household/chats.ts';
import { type Duration, seconds } from '../../core/household/instant.ts';
import type { Api } from '../session/api-client.ts';
import { poll } from '../session/poll.ts';
import { Field } from '../ui/field.tsx';
import { LinkToSend } from '../ui/link-to-send.tsx';
import { contactsScreenTexts } from './contacts-screen-texts.ts';

/** How often the page looks whether the contact has opened the link. */
const LOOK_EVERY: Duration = seconds(5);

type Props = {
  api: Api;
  label: string;
  value: string;
  problem: string | undefined;
  onValue: (chat: string) => void;
};

/** The chat of a contact: a link to send, and once the contact has opened it, the chat to choose. */
export function ChatField({ api, label, value, problem, onValue }: Props) {
  const [link, setLink] = useState<string>();
  const [chats, setChats] = useState<StartedChat[]>([]);
  const [trouble, setTrouble] = useState<string>();
  const text = contactsScreenTexts.chat;
  const isOpen = value === '';
  useEffect(() => {
    if (!isOpen) return;
    return poll(async () => {
      const answered = await api.call(listStartedChats, {});
      if ('got' in answered) setChats(answered.got.chats);
    }, LOOK_EVERY);
  }, [api, isOpen]);

  async function offer(): Promise<void> {
    const answered = await api.call(offerChatLink, {});
    if ('got' in answered) setLink(answered.got.link);
    setTrouble('problem' in answered ? answered.problem.title : undefined);
  }

  return (
    <div class="chat-field">
      <Field
        label={label}
        kind="number"
        hint={text.hint}
        problem={problem ?? trouble}
        value={value}
        onValue={onValue}
      />
      {isOpen &&
        (link === undefined ? (
          <button type="button" onClick={() => void offer()}>
            {text.getLink}
          </button>
        ) : (
          <LinkToSend link={link} title={text.shareTitle} />
        ))}
      {isOpen &&
        chats.map(({ address, name }) => (
          <button key={address} type="button" onClick={() => onValue(address)}>
            {text.choose(name, address)}
          </button>
        ))}
    </div>
  );
}
