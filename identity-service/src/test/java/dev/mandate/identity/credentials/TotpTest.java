package dev.mandate.identity.credentials;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);

    /** RFC 6238 appendix B, of which the last six digits are what we show. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codes_are_those_of_the_standard(long seconds, String code) {
        assertThat(Totp.code(SECRET, seconds / Totp.PERIOD)).isEqualTo(code);
        assertThat(Totp.step(SECRET, code, Instant.ofEpochSecond(seconds), 0)).hasValue(seconds / Totp.PERIOD);
    }

    @Test
    void a_clock_may_be_half_a_minute_off_and_no_more() {
        var now = Instant.ofEpochSecond(1_000 * Totp.PERIOD + 7);
        for (var step : new long[] {999, 1_000, 1_001})
            assertThat(Totp.step(SECRET, Totp.code(SECRET, step), now, 0)).hasValue(step);
        for (var step : new long[] {998, 1_002})
            assertThat(Totp.step(SECRET, Totp.code(SECRET, step), now, 0)).isEmpty();
    }

    @Test
    void a_code_that_was_used_and_those_before_it_count_no_more() {
        var now = Instant.ofEpochSecond(1_000 * Totp.PERIOD);
        assertThat(Totp.step(SECRET, Totp.code(SECRET, 1_000), now, 1_000)).isEmpty();
        assertThat(Totp.step(SECRET, Totp.code(SECRET, 999), now, 1_000)).isEmpty();
        assertThat(Totp.step(SECRET, Totp.code(SECRET, 1_001), now, 1_000)).hasValue(1_001);
        assertThat(Totp.step(SECRET, "", now, 0)).isEmpty();
        assertThat(Totp.step(SECRET, "28708", now, 0)).isEmpty();
    }

    /** RFC 4648 section 10, where it fills five bytes. */
    @Test
    void a_secret_is_written_as_apps_read_it() {
        assertThat(Base32.write("fooba".getBytes(US_ASCII))).isEqualTo("MZXW6YTB");
        assertThat(Base32.read("MZXW6YTB")).isEqualTo("fooba".getBytes(US_ASCII));
        var secret = Totp.newSecret();
        assertThat(Base32.write(secret)).hasSize(32);
        assertThat(Base32.read(Base32.write(secret))).isEqualTo(secret);
        assertThat(Base32.grouped("ABCDEFGH", ' ')).isEqualTo("ABCD EFGH");
        assertThatThrownBy(() -> Base32.read("MZXW6YT1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Base32.read("MZXW")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void recovery_codes_are_read_as_people_type_them() {
        var codes = RecoveryCodes.next();
        assertThat(codes).hasSize(10).doesNotHaveDuplicates().allMatch(RecoveryCodes::isOne);
        var code = codes.get(0);
        assertThat(code).matches("[a-z2-7]{4}(-[a-z2-7]{4}){3}");
        assertThat(RecoveryCodes.hash(
                        " " + code.toUpperCase(java.util.Locale.ROOT).replace("-", " ")))
                .isEqualTo(RecoveryCodes.hash(code));
        assertThat(RecoveryCodes.isOne("287082")).isFalse();
    }
}
