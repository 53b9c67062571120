package dev.mandate.identity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Envelope encryption by Google Tink: each value under a key of its own (AES-256-GCM), which lies before it, under a key made of the
 * first configured secret: whoever reads the database alone reads none. What is sealed opens for its owner alone, so that rows can't be swapped.
 *
 * @see <a href="https://developers.google.com/tink/wire-format">Tink's wire format</a>
 */
final class Sealing {
    /**
     * What all begin with that one secret sealed, and others by chance of 2^-72: four bytes of length, one of version and four of the
     * key's id.
     */
    static final int MARK_BYTES = 9;

    private static final int ID_BYTES = 4;
    private static final int KEY_BYTES = 32;

    private final EncryptionSecrets secrets;
    private final Aead envelopes;
    private final Map<SealedFor, List<FormerSeal>> former = new EnumMap<>(SealedFor.class);
    private final byte[] mark;

    Sealing(EncryptionSecrets secrets) {
        this.secrets = secrets;
        for (var use : SealedFor.values())
            former.put(
                    use, secrets.derived(use.text).stream().map(FormerSeal::new).toList());
        try {
            AeadConfig.register();
            var keys = KeysetHandle.newBuilder();
            for (var secret : secrets.inOrder()) {
                var entry = KeysetHandle.importKey(key(secret));
                keys.addEntry(keys.size() == 0 ? entry.makePrimary() : entry);
            }
            envelopes = KmsEnvelopeAead.create(
                    PredefinedAeadParameters.AES256_GCM,
                    keys.build().getPrimitive(RegistryConfiguration.get(), Aead.class));
            mark = Arrays.copyOf(envelopes.encrypt(new byte[0], new byte[0]), MARK_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no keys can be made of the key-encryption secrets", e);
        }
    }

    @AccessesPartialKey
    private static AesGcmKey key(String secret) throws GeneralSecurityException {
        return AesGcmKey.builder()
                .setParameters(PredefinedAeadParameters.AES256_GCM)
                .setKeyBytes(SecretBytes.copyFrom(
                        bits(secret, "mandate key encryption v2", KEY_BYTES), InsecureSecretKeyAccess.get()))
                .setIdRequirement(ByteBuffer.wrap(bits(secret, "mandate key encryption id v2", ID_BYTES))
                        .getInt())
                .build();
    }

    private static byte[] bits(String secret, String use, int bytes) throws GeneralSecurityException {
        return Hkdf.computeHkdf("HmacSha256", secret.getBytes(UTF_8), new byte[0], use.getBytes(UTF_8), bytes);
    }

    EncryptionSecrets secrets() {
        return secrets;
    }

    /** {@link #MARK_BYTES} of what the first secret seals. */
    byte[] mark() {
        return mark.clone();
    }

    /** @param owner is authenticated with it */
    byte[] seal(SealedFor use, String owner, byte[] plain) {
        try {
            return envelopes.encrypt(plain, associated(use, owner));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal for " + owner, e);
        }
    }

    /** Empty for what none of the secrets sealed, or for something else, or what was changed. */
    Optional<byte[]> tryOpen(SealedFor use, String owner, byte[] sealed) {
        try {
            return Optional.of(envelopes.decrypt(sealed, associated(use, owner)));
        } catch (GeneralSecurityException e) {
            return former.getOrDefault(use, List.of()).stream()
                    .flatMap(seal -> seal.open(owner, sealed).stream())
                    .findFirst();
        }
    }

    /** @throws IllegalStateException where {@link #tryOpen} is empty */
    byte[] open(SealedFor use, String owner, byte[] sealed) {
        return tryOpen(use, owner, sealed)
                .orElseThrow(() -> new IllegalStateException(
                        "what is sealed for " + owner + " opens with none of the " + secrets));
    }

    private static byte[] associated(SealedFor use, String owner) {
        return (use.text + owner).getBytes(UTF_8);
    }
}
