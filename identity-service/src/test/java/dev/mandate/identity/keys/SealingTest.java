package dev.mandate.identity.keys;

import static dev.mandate.identity.keys.SealedFor.SHARING;
import static dev.mandate.identity.keys.SealedFor.SIGNING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealingTest {
    private static final String FIRST = "0123456789abcdef0123456789abcdef";
    private static final String SECOND = "another-secret-another-secret-123";
    private static final byte[] PLAIN = "private".getBytes(UTF_8);

    private final Sealing sealing = sealing(FIRST);

    private static Sealing sealing(String... secrets) {
        return new Sealing(new EncryptionSecrets(List.of(secrets)));
    }

    @Test
    void opens_what_it_sealed_and_seals_differently_each_time() {
        var sealed = sealing.seal(SIGNING, "key_1", PLAIN);
        assertThat(sealing.open(SIGNING, "key_1", sealed)).isEqualTo(PLAIN);
        assertThat(sealing.seal(SIGNING, "key_1", PLAIN)).isNotEqualTo(sealed);
        assertThat(sealing(FIRST).open(SIGNING, "key_1", sealed)).isEqualTo(PLAIN);
    }

    @Test
    void what_was_moved_to_another_row_opens_nowhere() {
        var sealed = sealing.seal(SHARING, "per_1", PLAIN);
        assertThat(sealing.tryOpen(SHARING, "per_2", sealed)).isEmpty();
        assertThat(sealing.tryOpen(SIGNING, "per_1", sealed)).isEmpty();
        assertThatThrownBy(() -> sealing.open(SHARING, "per_2", sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("per_2")
                .hasMessageNotContaining(FIRST);
    }

    @Test
    void what_was_changed_or_cut_opens_nowhere() {
        var sealed = sealing.seal(SHARING, "per_1", PLAIN);
        for (int i = 0; i < sealed.length; i++) {
            var changed = sealed.clone();
            changed[i] ^= 1;
            assertThat(sealing.tryOpen(SHARING, "per_1", changed)).as("at " + i).isEmpty();
            assertThat(sealing.tryOpen(SHARING, "per_1", Arrays.copyOf(sealed, i)))
                    .as("of " + i)
                    .isEmpty();
        }
    }

    @Test
    void the_first_secret_seals_and_each_opens_what_it_sealed() {
        var before = sealing.seal(SHARING, "per_1", PLAIN);
        var both = sealing(SECOND, FIRST);
        assertThat(both.open(SHARING, "per_1", before)).isEqualTo(PLAIN);
        assertThat(sealing(SECOND).tryOpen(SHARING, "per_1", before)).isEmpty();

        var now = both.seal(SHARING, "per_1", PLAIN);
        assertThat(sealing(SECOND).open(SHARING, "per_1", now)).isEqualTo(PLAIN);
        assertThat(sealing.tryOpen(SHARING, "per_1", now)).isEmpty();
    }

    @Test
    void what_a_secret_sealed_begins_with_its_mark_and_nothing_else_does() {
        var mark = sealing.mark();
        assertThat(mark)
                .hasSize(Sealing.MARK_BYTES)
                .isEqualTo(sealing(FIRST, SECOND).mark());
        assertThat(sealing.seal(SHARING, "per_1", PLAIN)).startsWith(mark);
        assertThat(sealing.seal(SIGNING, "key_1", new byte[4000])).startsWith(mark);
        assertThat(sealing(SECOND, FIRST).mark()).isNotEqualTo(mark);
    }

    /** A later version of the library must find the same keys and forms. */
    @Test
    void what_lies_in_databases_opens() {
        var sealed = HexFormat.of()
                .parseHex(
                        "0000004301cbd1153fb5bd6070f8ae89b16057522a108e6e3369af8964d7d54f36f14f5ea8c220499df13bd5f3ab87bb76f4"
                                + "95d5404f34ed78c32517466e1bcfd8fc387afa28d0afec70700c5d18428c55b41dc908d3c85e0d41a19e6396d1a31dd6f94cf51724234401");
        assertThat(sealing.open(SHARING, "per_1", sealed)).isEqualTo(PLAIN);
    }

    @Test
    void what_was_sealed_before_envelopes_opens_for_the_same_and_no_other() {
        var before = SealedBefore.value(FIRST, SHARING, "per_1", PLAIN);
        assertThat(sealing(SECOND, FIRST).open(SHARING, "per_1", before)).isEqualTo(PLAIN);
        assertThat(sealing.tryOpen(SHARING, "per_2", before)).isEmpty();
        assertThat(sealing.tryOpen(SIGNING, "per_1", before)).isEmpty();
        assertThat(sealing(SECOND).tryOpen(SHARING, "per_1", before)).isEmpty();
        assertThat(sealing.tryOpen(SHARING, "per_1", new byte[0])).isEmpty();
    }
}
