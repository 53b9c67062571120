// A relying party as its authors would write it, with the settings that the library has by default. The request is sent ahead (RFC 9126). It
// writes where the browser goes, reads where the browser came back to, and writes what it learnt. Requests go to "actual", where the test runs.
import * as oauth from 'oauth4webapi';
import { createInterface } from 'node:readline/promises';

const [issuer, actual, id, secret, redirect] = process.argv.slice(2);
const options = {
  [oauth.allowInsecureRequests]: true,
  [oauth.customFetch]: (url, asked) => fetch(String(url).replace(issuer, actual), asked),
};
const as = await oauth.processDiscoveryResponse(new URL(issuer), await oauth.discoveryRequest(new URL(issuer), options));
const client = { client_id: id };
const auth = oauth.ClientSecretBasic(secret);
const verifier = oauth.generateRandomCodeVerifier();
const state = oauth.generateRandomState();
const nonce = oauth.generateRandomNonce();
const ahead = await oauth.processPushedAuthorizationResponse(as, client, await oauth.pushedAuthorizationRequest(as, client, auth, {
  response_type: 'code',
  redirect_uri: redirect,
  scope: 'openid profile email',
  code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state,
  nonce,
}, options));
const url = new URL(as.authorization_endpoint);
url.searchParams.set('client_id', id);
url.searchParams.set('request_uri', ahead.request_uri);
console.log(url.href);

const lines = createInterface({ input: process.stdin });
const back = await new Promise(resolve => lines.once('line', resolve));
lines.close();
const answer = oauth.validateAuthResponse(as, client, new URL(back), state);
const given = await oauth.authorizationCodeGrantRequest(as, client, auth, answer, redirect, verifier, options);
const tokens = await oauth.processAuthorizationCodeResponse(as, client, given, { expectedNonce: nonce, requireIdToken: true });
await oauth.validateApplicationLevelSignature(as, given, options);
const claims = oauth.getValidatedIdTokenClaims(tokens);
const user = await oauth.processUserInfoResponse(
  as, client, claims.sub, await oauth.userInfoRequest(as, client, tokens.access_token, options));
const refreshed = await oauth.processRefreshTokenResponse(
  as, client, await oauth.refreshTokenGrantRequest(as, client, auth, tokens.refresh_token, options));
const about = async token => (await oauth.processIntrospectionResponse(
  as, client, await oauth.introspectionRequest(as, client, auth, token, options))).active;
const before = await about(refreshed.access_token);
await oauth.processRevocationResponse(await oauth.revocationRequest(as, client, auth, refreshed.refresh_token, options));
const after = await about(refreshed.access_token);
console.log(JSON.stringify({ sub: claims.sub, name: user.name, before, after }));
