// @peculiar/x509 keeps its parts in tsyringe, which insists on reflect-metadata when it is loaded. None of those
// parts has constructor parameters to be reflected upon, so that an empty answer is the right one.
Object.assign(Reflect, { getMetadata: () => undefined, getOwnMetadata: () => undefined });
