/** What ngrok says: its errors as its agent logs them (ngrok.com/docs/errors), and its edge in place of a tunnel. */
import type { EdgeWords } from './edge.ts';

const SIGN_UP =
  'Sign up for an account: https://dashboard.ngrok.com/signup\nInstall your authtoken: https://dashboard.ngrok.com/get-started/your-authtoken';

export const NGROK_ERRORS: Readonly<Record<string, string>> = {
  'no-token': `authentication failed: Usage of ngrok requires a verified account and authtoken.\n\n${SIGN_UP}\r\n\r\nERR_NGROK_4018\r\n`,
  'bad-token':
    'authentication failed: The authtoken you specified does not look like a proper ngrok tunnel authtoken.\nYour authtoken: <TOKEN>\nInstructions to install your authtoken are on your ngrok dashboard:\nhttps://dashboard.ngrok.com/get-started/your-authtoken\r\n\r\nERR_NGROK_105\r\n',
  'revoked-token':
    'authentication failed: The authtoken you specified is properly formed, but it is invalid.\nYour authtoken: <TOKEN>\r\n\r\nERR_NGROK_107\r\n',
  sessions:
    'authentication failed: Your account is limited to 1 simultaneous ngrok agent sessions.\nYou can view your current agent sessions in the dashboard:\nhttps://dashboard.ngrok.com/agents\r\n\r\nERR_NGROK_108\r\n',
  taken:
    "failed to start tunnel: The endpoint 'https://ab12.ngrok-free.app' is already online.\r\n\r\nERR_NGROK_334\r\n",
  'old-agent':
    'authentication failed: Your ngrok-agent version "2.3.41" is too old. The minimum supported agent version for your account is "3.6.0".\r\n\r\nERR_NGROK_121\r\n',
  subdomain:
    "failed to start tunnel: Only paid plans may create endpoints with custom subdomains.\nFailed to create an endpoint with the custom subdomain 'mine' for the account 'dev'.\r\n\r\nERR_NGROK_313\r\n",
  limit: 'failed to start tunnel: Your account has exceeded its bandwidth limit.\r\n\r\nERR_NGROK_725\r\n',
  unlisted: 'failed to start tunnel: Something that nobody has met yet.\r\n\r\nERR_NGROK_9999\r\n',
};

export const NGROK_EDGE: EdgeWords = {
  domain: 'ngrok-free',
  broken: {
    status: 502,
    headers: { 'ngrok-error-code': 'ERR_NGROK_3004', 'content-type': 'text/plain' },
    body: 'The server returned an invalid or incomplete HTTP response.\r\n\r\nERR_NGROK_3004\r\n',
  },
  nobody: {
    status: 404,
    headers: { 'ngrok-error-code': 'ERR_NGROK_3200', 'content-type': 'text/plain' },
    body: 'The endpoint ab12.ngrok-free.app is offline.\r\n\r\nERR_NGROK_3200\r\n',
  },
  most: Infinity,
};
