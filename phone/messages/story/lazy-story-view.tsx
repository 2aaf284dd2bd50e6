import type { ComponentProps } from 'preact';
import { LazyScreen } from '../../ui/lazy-screen.tsx';
import type { StoryView } from './story-view.tsx';

const load = () => import('./story-view.tsx').then(({ StoryView }) => StoryView);

/** A story whose view and sentences are loaded after the first view of the app. */
export const LazyStoryView = (props: ComponentProps<typeof StoryView>) => (
  <LazyScreen load={load} props={props} />
);
