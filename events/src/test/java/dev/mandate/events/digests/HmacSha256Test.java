package dev.mandate.events.digests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** By the second example of RFC 4231. */
class HmacSha256Test {
    private static final String HEX = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

    private final HmacSha256 hmac = HmacSha256.by("Jefe");

    @Test
    void a_text_is_signed_as_the_standard_has_it_in_parts_too() {
        assertThat(hmac.hex("what do ya want for nothing?".getBytes(UTF_8))).isEqualTo(HEX);
        assertThat(hmac.hex("what do ya ".getBytes(UTF_8), "want for nothing?".getBytes(UTF_8)))
                .isEqualTo(HEX);
        assertThat(hmac.of("what do ya want for nothing?")).hasSize(32).startsWith(0x5b, 0xdc);
        assertThat(HmacSha256.by("jefe").hex("what do ya want for nothing?".getBytes(UTF_8)))
                .isNotEqualTo(HEX);
    }

    @Test
    void nothing_is_no_key() {
        assertThatThrownBy(() -> HmacSha256.by("")).isInstanceOf(IllegalArgumentException.class);
    }
}
