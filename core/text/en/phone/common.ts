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

  tabs: { waiting: 'Waiting', history: 'History', contacts: 'Contacts', house: 'House', label: 'Sections' },

  waitingCount: (count: number) => (count === 1 ? '1 message' : `${count} messages`),

  by: {
    voice: 'by voice',
    thisPhone: 'by this phone',
    phone: (name: string) => `by ${name}`,
    gone: 'by another phone',
    you: 'You',
    another: 'Another phone',
  },
};
