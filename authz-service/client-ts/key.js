const utf8 = new TextEncoder()

/** A key that tokens are bound to (DPoP, RFC 9449), which never leaves this process. */
export async function holderKey() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const sha256 = async (text) => base64url(await crypto.subtle.digest('SHA-256', utf8.encode(text)))
  return {
    thumbprint: await sha256(JSON.stringify({ crv, kty, x, y })),
    async proof(method, url, token, nonce) {
      const claims = { jti: crypto.randomUUID(), iat: Math.floor(Date.now() / 1000), htm: method, htu: url.split(/[?#]/)[0], ...(token ? { ath: await sha256(token) } : {}), ...(nonce ? { nonce } : {}) }
      const signed = [{ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } }, claims].map((part) => base64url(utf8.encode(JSON.stringify(part)))).join('.')
      return `${signed}.${base64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, utf8.encode(signed)))}`
    },
  }
}

const base64url = (bytes) => Buffer.from(bytes).toString('base64url')
