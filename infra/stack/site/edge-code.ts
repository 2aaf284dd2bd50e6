import { SECURITY_TXT_DAYS, SECURITY_TXT_PATH, securityTxt } from '../../../core/text/security-txt.ts';

/**
 * CloudFront runs this before it looks up a file (JavaScript runtime 2.0). Everything outside the phone app is not found,
 * except `security.txt` if the operator can be reached.
 */
export const edgeCode = (securityContact?: string): string => `function handler(event) {
  var request = event.request;
  if (request.uri === '/' || request.uri === '/phone')
    return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/phone/' } } };
  if (request.uri === '/phone/') request.uri = '/phone/index.html';
${securityContact === undefined ? '' : answerSecurityTxt(securityContact)}  if (request.uri.indexOf('/phone/') !== 0) return { statusCode: 404, statusDescription: 'Not Found' };
  return request;
}
`;

const answerSecurityTxt = (contact: string): string => `  if (request.uri === '${SECURITY_TXT_PATH}') {
    var expires = new Date(Date.now() + ${SECURITY_TXT_DAYS} * 86400000).toISOString();
    return {
      statusCode: 200,
      statusDescription: 'OK',
      headers: {
        'content-type': { value: 'text/plain; charset=utf-8' },
        'x-content-type-options': { value: 'nosniff' },
      },
      body: ${JSON.stringify(securityTxt(contact, EXPIRES))}.replace('${EXPIRES}', expires),
    };
  }
`;

/** Where the edge writes the time. */
const EXPIRES = '<expires>';
