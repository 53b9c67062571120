// A client that keeps no secret, by a library of wallets: attested at the request that it sends ahead, at the token endpoint, and when it refreshes. Prints its
// installation's key, reads the attestation, prints where the browser goes, reads where it came back, and prints what its tokens say.
import { HashAlgorithm, Oauth2Client, clientAuthenticationClientAttestationJwt, setGlobalConfig } from '@openid4vc/oauth2';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createInterface } from 'node:readline/promises';

const [issuer, actual, id, , redirect] = process.argv.slice(2);
setGlobalConfig({ allowInsecureUrls: true });
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const next = async () => (await lines.next()).value;
const encoded = value => Buffer.from(JSON.stringify(value)).toString('base64url');

console.log(JSON.stringify(publicKey.export({ format: 'jwk' })));
const attestation = await next();
const callbacks = {
  fetch: (url, options) => fetch(String(url).replace(issuer, actual), options),
  generateRandom: length => randomBytes(length),
  hash: (data, algorithm) =>
    createHash({ [HashAlgorithm.Sha256]: 'sha256', [HashAlgorithm.Sha384]: 'sha384', [HashAlgorithm.Sha512]: 'sha512' }[algorithm]).update(data).digest(),
  signJwt: (signer, { header, payload }) => {
    const content = `${encoded(header)}.${encoded(payload)}`;
    const signature = sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return { jwt: `${content}.${signature.toString('base64url')}`, signerJwk: signer.publicJwk };
  },
};
callbacks.clientAuthentication = clientAuthenticationClientAttestationJwt({ clientAttestationJwt: attestation, callbacks });
const client = new Oauth2Client({ callbacks });
const authorizationServerMetadata = await client.fetchAuthorizationServerMetadata(issuer);
const { supported } = client.isClientAttestationSupported({ authorizationServerMetadata });
const begun = await client.initiateAuthorization({ authorizationServerMetadata, clientId: id, redirectUri: redirect, scope: 'openid profile' });
console.log(begun.authorizationRequestUrl);
const back = new URL(await next());
const surfaces = ({ accessTokenResponse: answer }) => JSON.parse(Buffer.from(answer.access_token.split('.')[1], 'base64url')).surfaces;
const first = await client.retrieveAuthorizationCodeAccessToken({
  authorizationServerMetadata, authorizationCode: back.searchParams.get('code'), pkceCodeVerifier: begun.pkce.codeVerifier, redirectUri: redirect });
const refreshed = await client.retrieveRefreshTokenAccessToken({ authorizationServerMetadata, refreshToken: first.accessTokenResponse.refresh_token });
console.log(JSON.stringify({ supported, first: surfaces(first), refreshed: surfaces(refreshed) }));
process.exit(0);
