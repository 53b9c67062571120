package dev.mandate.identity.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.identity.keys.EncryptionSecrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrowserSealTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String SECRET = "a secret of thirty-two characters and more";
    private static final String OTHER = "another secret of thirty-two characters";
    private final BrowserSeal seal = seal(SECRET, NOW);

    @Test
    void what_was_sealed_opens_for_the_same_purpose_until_its_end_and_for_no_other() {
        var sealed = seal.seal("form", Duration.ofMinutes(1), "content");
        assertThat(seal.open("form", sealed)).contains("content");
        assertThat(seal.open("form2", sealed)).isEmpty();
        assertThat(seal(OTHER, NOW).open("form", sealed)).isEmpty();
        assertThat(seal(SECRET, NOW.plusSeconds(60)).open("form", sealed)).isEmpty();
    }

    @Test
    void a_purpose_and_a_content_that_only_together_spell_the_same_are_not_the_same() {
        var sealed = seal.seal("form", Duration.ofMinutes(1), "x");
        assertThat(seal.open("for", sealed)).isEmpty();
        assertThat(seal.open("formx", sealed)).isEmpty();
    }

    @Test
    void whoever_changes_a_character_or_sends_anything_gets_nothing() {
        var sealed = seal.seal("form", Duration.ofMinutes(1), "content");
        for (int i = 0; i < sealed.length() - 1; i++) {
            var other = sealed.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(seal.open("form", sealed.substring(0, i) + other + sealed.substring(i + 1)))
                    .as("at " + i)
                    .isEmpty();
        }
        for (var text : new String[] {"", "A", "no base64!", "A".repeat(60), "A".repeat(100_000)})
            assertThat(seal.open("form", text)).isEmpty();
    }

    @Test
    void what_was_sealed_before_the_secret_changed_opens_as_long_as_that_one_is_named() {
        var before = seal(SECRET, NOW).seal("form", Duration.ofMinutes(1), "content");
        assertThat(seal(List.of(OTHER, SECRET), NOW).open("form", before)).contains("content");
        assertThat(seal(List.of(OTHER), NOW).open("form", before)).isEmpty();
        var now = seal(List.of(OTHER, SECRET), NOW).seal("form", Duration.ofMinutes(1), "content");
        assertThat(seal(List.of(OTHER), NOW).open("form", now)).contains("content");
    }

    private static BrowserSeal seal(String secret, Instant now) {
        return seal(List.of(secret), now);
    }

    private static BrowserSeal seal(List<String> secrets, Instant now) {
        var all = new EncryptionSecrets(secrets);
        return new BrowserSeal(() -> all, InstantSource.fixed(now));
    }
}
