/**
 * What CloudFront runs before it looks for a file (JavaScript runtime 2.0): leads to the phone app, and knows nothing
 * outside of it.
 */
export const edgeCode = `function handler(event) {
  var request = event.request;
  if (request.uri === '/' || request.uri === '/phone')
    return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/phone/' } } };
  if (request.uri === '/phone/') request.uri = '/phone/index.html';
  if (request.uri.indexOf('/phone/') !== 0) return { statusCode: 404, statusDescription: 'Not Found' };
  return request;
}
`;
