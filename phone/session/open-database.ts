import { createStore } from 'idb-keyval';

/**
 * The one database of this app in the browser. The page and the service worker share it. It has a file of its own, so that
 * the service worker does not load the rest of the page's store.
 */
export const openDatabase = () => createStore('second-yes', 'phone');
