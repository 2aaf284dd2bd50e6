import { config } from 'zod/mini';

// zod would otherwise try `new Function`, which the page's content security policy refuses and reports. It tries when
// a schema is created, so this import comes before all others.
config({ jitless: true });
