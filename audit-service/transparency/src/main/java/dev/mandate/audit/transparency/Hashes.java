package dev.mandate.audit.transparency;

import dev.mandate.events.digests.Sha256;

/**
 * The hashes of a Merkle tree, by SHA-256: a leaf and a node begin differently, so that neither passes for the other.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.1">RFC 9162, section 2.1.1</a>
 */
final class Hashes {
    static final int BYTES = 32;

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    private Hashes() {}

    static byte[] leaf(byte[] entry) {
        return Sha256.of(new byte[] {LEAF}, entry).bytes();
    }

    static byte[] node(byte[] left, byte[] right) {
        return Sha256.of(new byte[] {NODE}, left, right).bytes();
    }

    /** The root of a tree without leaves. */
    static byte[] nothing() {
        return Sha256.of().bytes();
    }
}
