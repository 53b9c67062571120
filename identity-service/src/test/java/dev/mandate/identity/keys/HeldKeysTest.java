package dev.mandate.identity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeldKeysTest {
    private final KeyEncryption encryption = new KeyEncryption(EncryptionSecretsTest.config(
            Map.of("mandate.key-encryption-secret", "a secret that is long enough to seal with")));
    private final HeldKeys keys = new HeldKeys(encryption);
    private final SigningKeyRow old = row("key_old");
    private final SigningKeyRow fresh = row("key_fresh");

    /** A look at the database may be under way while an administrator replaces all keys, and be done after him. */
    @Test
    void a_key_that_was_replaced_signs_no_more_by_what_was_seen_before() {
        keys.saw(keys.replaced(), List.of(old));
        var before = keys.replaced();
        var seen = List.of(old);
        keys.replace(List.of(fresh));
        keys.saw(before, seen);
        assertThat(keys.all()).extracting(SigningKey::id).containsExactly("key_fresh");
    }

    @Test
    void what_is_seen_after_that_counts_again() {
        keys.replace(List.of(fresh));
        keys.saw(keys.replaced(), List.of(fresh, old));
        assertThat(keys.of(SigningAlgorithm.ES256))
                .extracting(held -> held.key().id())
                .containsExactly("key_fresh", "key_old");
    }

    private SigningKeyRow row(String id) {
        var key = SigningKey.generate(SigningAlgorithm.ES256, id);
        var row = new SigningKeyRow();
        row.id = id;
        row.algorithm = SigningAlgorithm.ES256;
        row.publicJwk = key.toPublicJWK().toJSONString();
        row.privateSealed = encryption
                .sealing()
                .seal(SealedFor.SIGNING, id, key.toJSONString().getBytes(UTF_8));
        row.signsFrom = Instant.EPOCH;
        return row;
    }
}
