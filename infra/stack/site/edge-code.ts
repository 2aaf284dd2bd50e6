/** CloudFront runs this before it looks up a file (JavaScript runtime 2.0). Everything outside the phone app is not found. */
export const edgeCode = `function handler(event) {
  var request = event.request;
  if (request.uri === '/' || request.uri === '/phone')
    return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/phone/' } } };
  if (request.uri === '/phone/') request.uri = '/phone/index.html';
  if (request.uri.indexOf('/phone/') !== 0) return { statusCode: 404, statusDescription: 'Not Found' };
  return request;
}
`;
