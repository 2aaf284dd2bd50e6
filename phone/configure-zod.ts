import { config } from 'zod/mini';

// zod would otherwise try `new Function`, which the page's content security policy refuses and reports. It asks
// once a schema is made, so this comes before every import that makes one.
config({ jitless: true });
