package dev.mandate.cli.wrap;

import dev.mandate.events.digests.Sha256;

/** By which it is seen that something is just what it was. */
final class Digest {
    private Digest() {}

    static String of(byte[] bytes) {
        return Sha256.of(bytes).named();
    }

    /** Tells texts apart in a name of a file. */
    static String name(String text) {
        return Sha256.of(text).hex(8);
    }
}
