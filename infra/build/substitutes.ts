/*
 * Small substitutes for packages in the functions' bundles. `build-function.ts` says which bundle has which of them.
 */

/**
 * For `@aws-sdk/credential-provider-node`: the credentials that Lambda sets in the environment, which do not change while
 * a function runs. The SDK's own provider looks in ten more places, with as much code.
 */
export const defaultProvider = () => async () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) throw new Error('Lambda gave no credentials.');
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  };
};

/**
 * For `ask-sdk-model`, which is types and clients of Alexa's own services. The SDK creates those clients only for a skill
 * with an `ApiClient`, which this one does not have.
 */
export const services = {};
