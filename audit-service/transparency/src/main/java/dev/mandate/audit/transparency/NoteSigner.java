package dev.mandate.audit.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.digests.HmacSha256;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;

/** Signs the checkpoints of a trail. Its key is made from a secret, so that every replica that has the secret has the same. */
public final class NoteSigner {
    private static final int SHORTEST_SECRET = 32;
    private static final String PURPOSE = "mandate trail signing key";

    private final PrivateKey key;
    private final NoteKey publicKey;

    private NoteSigner(String origin, KeyPair pair) {
        this.key = pair.getPrivate();
        this.publicKey = NoteKey.of(origin, pair.getPublic());
    }

    /**
     * @param origin name of the trail, and of its key
     * @param secret the private key is HMAC-SHA256, by it, of {@value #PURPOSE}
     * @throws IllegalArgumentException if it is so short that it might be guessed
     */
    public static NoteSigner of(String origin, String secret) {
        if (secret.length() < SHORTEST_SECRET)
            throw new IllegalArgumentException(
                    "the secret of a trail has at least " + SHORTEST_SECRET + " random characters");
        try {
            return new NoteSigner(origin, pair(HmacSha256.by(secret).of(PURPOSE)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    /** The platform finds the point of a private key only while it makes one: so it is handed this one as what chance gave. */
    private static KeyPair pair(byte[] seed) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(NoteKey.ALGORITHM, "SunEC");
        generator.initialize(java.security.spec.NamedParameterSpec.ED25519, new SecureRandom() {
            private static final long serialVersionUID = 1;

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(seed, 0, bytes, 0, bytes.length);
            }
        });
        return generator.generateKeyPair();
    }

    public NoteKey publicKey() {
        return publicKey;
    }

    public SignedCheckpoint sign(long size, byte[] root, Instant at) {
        var checkpoint = Checkpoint.of(publicKey.name(), size, root, at);
        try {
            var signature = Signature.getInstance(NoteKey.ALGORITHM);
            signature.initSign(key);
            signature.update(checkpoint.text().getBytes(UTF_8));
            return SignedCheckpoint.of(checkpoint, publicKey.name(), publicKey.id(), signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform signs by Ed25519", e);
        }
    }
}
