package dev.mandate.events.digests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** By the first example of FIPS 180-4. */
class Sha256Test {
    private static final String HEX = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void a_text_is_hashed_as_the_standard_has_it_however_it_is_written() {
        var hash = Sha256.of("abc");
        assertThat(hash.hex()).isEqualTo(HEX);
        assertThat(hash.hex(4)).isEqualTo("ba7816bf");
        assertThat(hash.named()).isEqualTo("sha256:" + HEX);
        assertThat(hash.base64Url()).isEqualTo("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
        assertThat(hash.bytes()).hasSize(32).startsWith(0xba, 0x78);
    }

    @Test
    void parts_are_the_same_as_the_whole() {
        assertThat(Sha256.of("a".getBytes(UTF_8), "bc".getBytes(UTF_8)).hex()).isEqualTo(HEX);
        var begun = Sha256.begun();
        begun.update("abc".getBytes(UTF_8));
        assertThat(Sha256.ended(begun).hex()).isEqualTo(HEX);
    }
}
