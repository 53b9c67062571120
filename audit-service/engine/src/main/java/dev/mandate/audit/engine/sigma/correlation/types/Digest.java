package dev.mandate.audit.engine.sigma.correlation.types;

import dev.mandate.events.digests.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** SHA-256 over parts whose borders count, shortened to 128 bits. */
public final class Digest {
    private static final int BYTES = 16;

    private final MessageDigest sha256 = Sha256.begun();

    public Digest add(String part) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        sha256.update(bytes);
        return this;
    }

    public String hex() {
        return Sha256.ended(sha256).hex(BYTES);
    }
}
