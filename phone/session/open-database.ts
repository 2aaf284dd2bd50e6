import { createStore } from 'idb-keyval';

/** The one database of this app in the browser. The page and the service worker share it. */
export const openDatabase = () => createStore('second-yes', 'phone');
