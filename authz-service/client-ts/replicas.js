const utf8 = new TextEncoder()

/** By rendezvous hashing, as the Java client does, so that a session stays with one replica. */
export function inOrder(urls, session) {
  if (urls.length === 1) return urls
  const hash = (seed, text) => utf8.encode(text).reduce((sum, octet) => ((sum ^ BigInt(octet)) * 0x100000001b3n) & 0xffffffffffffffffn, seed)
  const mixed = (sum) => {
    sum = ((sum ^ (sum >> 30n)) * 0xbf58476d1ce4e5b9n) & 0xffffffffffffffffn
    sum = ((sum ^ (sum >> 27n)) * 0x94d049bb133111ebn) & 0xffffffffffffffffn
    return BigInt.asIntN(64, sum ^ (sum >> 31n))
  }
  const weight = new Map(urls.map((url) => [url, mixed(hash(hash(0xcbf29ce484222325n, session), url))]))
  return [...urls].sort((one, other) => (weight.get(one) < weight.get(other) ? 1 : -1))
}
