package dev.mandate.identity.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeySealTest {
    private final KeySeal seal = new KeySeal("0123456789abcdef0123456789abcdef");

    @Test
    void opens_what_it_sealed_and_seals_differently_each_time() {
        var plain = "private".getBytes();
        var sealed = seal.seal("key_1", plain);
        assertThat(seal.open("key_1", sealed)).isEqualTo(plain);
        assertThat(seal.seal("key_1", plain)).isNotEqualTo(sealed);
    }

    @Test
    void opens_nothing_that_was_changed_or_swapped_or_sealed_with_another_secret() {
        var sealed = seal.seal("key_1", "private".getBytes());
        assertThatThrownBy(() -> seal.open("key_2", sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new KeySeal("another-secret-another-secret-123").open("key_1", sealed))
                .isInstanceOf(IllegalStateException.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> seal.open("key_1", sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refuses_a_secret_that_is_too_short_to_be_random() {
        assertThatThrownBy(() -> new KeySeal("password")).hasMessageContaining("32");
    }
}
