/** Texts that several parts of the phone app use. */
export const common = {
  product: 'Second Yes',
  loading: 'One moment…',
  cancel: 'Cancel',
  save: 'Save',
  saving: 'Saving…',
  edit: 'Edit',
  rename: 'Rename',
  remove: 'Remove',
  tryAgain: 'Try again',
  more: (left: number) => `More (${left})`,
  today: 'Today',
  yesterday: 'Yesterday',
  shareLink: 'Share the link',
  copyLink: 'Copy the link',
  copied: 'Copied',
  showLink: 'Show the link',
  partFailed: 'This part cannot be shown. The rest of the page works.',

  tabs: { waiting: 'Waiting', history: 'History', contacts: 'Contacts', settings: 'Settings' },
  tabsLabel: 'Sections',
  waitingCount: (count: number) => (count === 1 ? '1 message' : `${count} messages`),

  /** Who did something, after what was done. */
  by: {
    voice: 'by voice',
    thisPhone: 'by this phone',
    phone: (name: string) => `by ${name}`,
    unnamedPhone: 'by another phone',
  },
  /** Who did something, at the start of a sentence. */
  you: 'You',
  anotherPhone: 'Another phone',
};
