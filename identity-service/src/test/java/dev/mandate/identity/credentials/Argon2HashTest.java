package dev.mandate.identity.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class Argon2HashTest {
    @Test
    void a_password_is_known_again_and_no_other() {
        var kept = Argon2Hash.of("seven grey herons wade").text();
        assertThat(kept).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(Argon2Hash.parse(kept).matches("seven grey herons wade")).isTrue();
        assertThat(Argon2Hash.parse(kept).matches("seven grey herons wader")).isFalse();
        assertThat(Argon2Hash.NOBODYS.matches("")).isFalse();
    }

    @Test
    void the_same_password_is_kept_otherwise_each_time() {
        assertThat(Argon2Hash.of("seven grey herons wade").text())
                .isNotEqualTo(Argon2Hash.of("seven grey herons wade").text());
    }

    @Test
    void what_is_no_hash_of_ours_is_a_fault_and_no_match() {
        for (var text : new String[] {"", "$argon2i$v=19$m=19456,t=2,p=1$AAAA$AAAA", "plain"})
            assertThatThrownBy(() -> Argon2Hash.parse(text)).isInstanceOf(IllegalStateException.class);
    }
}
