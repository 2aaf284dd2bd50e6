type Props = {
  title: string;
  here: '/echo' | '/outbox';
  /** The phone app; missing where it is not known. */
  phone?: { href: string; paired: boolean };
};

/** The head of a page: what it is, and the ways to the others. */
export function PageHead({ title, here, phone }: Props) {
  return (
    <header class="masthead">
      <a class="brand" href="/">
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="9" />
          <path d="M6 17l5 5 8-11M15 20l2 2 9-12" />
        </svg>
        Second Yes
      </a>
      <nav aria-label="Pages">
        <a href="/">Home</a>
        <a href="/echo" aria-current={here === '/echo' ? 'page' : undefined}>
          Echo
        </a>
        <a href="/outbox" aria-current={here === '/outbox' ? 'page' : undefined}>
          Outbox
        </a>
        {phone && <a href={phone.href}>{phone.paired ? 'Phone app' : 'Pair a phone'}</a>}
      </nav>
      <h1>{title}</h1>
    </header>
  );
}
