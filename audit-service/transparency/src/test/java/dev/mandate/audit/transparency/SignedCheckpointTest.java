package dev.mandate.audit.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignedCheckpointTest {
    private static final String SECRET = "0123456789-0123456789-0123456789";
    private static final Instant AT = Instant.parse("2026-11-29T02:00:00Z");
    private final NoteSigner signer = NoteSigner.of("acme.example/trail", SECRET);
    private final SignedCheckpoint signed = signer.sign(7, Hashes.nothing(), AT);

    @Test
    void a_checkpoint_is_four_lines_and_a_signature_that_are_read_as_they_were_written() {
        assertThat(signed.note())
                .startsWith(
                        "acme.example/trail\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\ntime 2026-11-29T02:00:00Z\n\n"
                                + "\u2014 acme.example/trail ");
        var read = SignedCheckpoint.parse(signed.note());
        assertThat(read).isEqualTo(signed);
        assertThat(read.isBy(NoteKey.parse(signer.publicKey().toString()))).isTrue();
    }

    /** From the documentation of Go's {@code golang.org/x/mod/sumdb/note}. */
    @Test
    void keys_and_signatures_are_those_of_the_fields_own_tools() {
        var key = NoteKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        var note = """
                If you think cryptography is the answer to your problem,
                then you don't know what your problem is.

                \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
                """;
        assertThat(new SignedCheckpoint(signed.checkpoint(), note).isBy(key)).isTrue();
        assertThat(new SignedCheckpoint(signed.checkpoint(), note.replace("your", "my")).isBy(key))
                .isFalse();
    }

    @Test
    void whatever_is_changed_in_it_it_is_signed_no_more() {
        for (var change : new String[][] {{"\n7\n", "\n8\n"}, {"acme", "evil"}, {"47DE", "47DF"}, {"02:00", "03:00"}})
            assertThat(SignedCheckpoint.parse(signed.note().replace(change[0], change[1]))
                            .isBy(signer.publicKey()))
                    .isFalse();
        var other = NoteSigner.of("acme.example/trail", SECRET + "x");
        assertThat(signed.isBy(other.publicKey())).isFalse();
    }

    @Test
    void every_replica_that_has_the_secret_has_the_same_key_and_a_short_secret_is_refused() {
        assertThat(NoteSigner.of("acme.example/trail", SECRET).publicKey())
                .hasToString(signer.publicKey().toString());
        assertThatThrownBy(() -> NoteSigner.of("trail", "short")).hasMessageContaining("32");
        assertThatThrownBy(() -> NoteSigner.of("two words", SECRET)).hasMessageContaining("space");
    }

    @Test
    void what_is_no_checkpoint_or_no_key_is_refused_in_words() {
        assertThatThrownBy(() -> SignedCheckpoint.parse("")).hasMessageContaining("signatures");
        assertThatThrownBy(() -> SignedCheckpoint.parse("a\n-1\n\n\u2014 a b\n"))
                .hasMessageContaining("checkpoint");
        assertThatThrownBy(() -> SignedCheckpoint.parse(signed.note().replace("\n7\n", "\n07\n")))
                .hasMessageContaining("number");
        assertThatThrownBy(() -> NoteKey.parse("trail")).hasMessageContaining("key");
        assertThatThrownBy(() -> NoteKey.parse(signer.publicKey().toString().replace("acme", "evil")))
                .hasMessageContaining("mistyped");
    }
}
