package dev.mandate.authz.engine.cedar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionValueTest {

    @ParameterizedTest
    @CsvSource({
        "0.0, 0",
        "1.5, 15000",
        "-0.5, -5000",
        "-1.0001, -10001",
        "00012.10, 121000",
        "922337203685477.5807, 9223372036854775807",
        "-922337203685477.5808, -9223372036854775808"
    })
    void reads_decimals(String text, long tenThousandths) {
        assertThat(DecimalValue.parse(text).tenThousandths()).isEqualTo(tenThousandths);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.", ".5", "+1.0", "1.00000", "1e3", "922337203685477.5808", " 1.0", "١.٠"})
    void refuses_what_is_no_decimal(String text) {
        assertThatThrownBy(() -> DecimalValue.parse(text)).isInstanceOf(EvaluationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01, 0",
        "2024-02-29, 1709164800000",
        "1969-12-31T23:59:59.999Z, -1",
        "1970-01-01T01:00:00+0100, 0",
        "1970-01-01T00:00:00-2359, 86340000",
        "0000-01-01, -62167219200000"
    })
    void reads_datetimes(String text, long epochMillis) {
        assertThat(DatetimeValue.parse(text).epochMillis()).isEqualTo(epochMillis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024-1-1",
                "2023-02-29",
                "2024-01-01T",
                "2024-01-01T00:00:00",
                "2024-01-01T24:00:00Z",
                "2024-01-01T00:00:60Z",
                "2024-01-01T00:00:00.1Z",
                "2024-01-01T00:00:00+2400",
                "2024-01-01T00:00:00+0060",
                "2024-01-01T00:00:00+01:00"
            })
    void refuses_what_is_no_datetime(String text) {
        assertThatThrownBy(() -> DatetimeValue.parse(text)).isInstanceOf(EvaluationException.class);
    }

    @Test
    void a_day_before_1970_begins_at_its_midnight_too() {
        var evening = DatetimeValue.parse("1969-12-31T20:00:00Z");

        assertThat(evening.date()).isEqualTo(DatetimeValue.parse("1969-12-31"));
        assertThat(evening.time()).isEqualTo(DurationValue.parse("20h"));
        assertThatThrownBy(() -> new DatetimeValue(Long.MIN_VALUE).date()).isInstanceOf(EvaluationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1h, 3600000",
        "-1d2h3m4s5ms, -93784005",
        "90m, 5400000",
        "0ms, 0",
        "-9223372036854775808ms, -9223372036854775808"
    })
    void reads_durations(String text, long millis) {
        assertThat(DurationValue.parse(text).millis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1", "h", "1h1d", "1h1h", "1.5h", "+1h", "9223372036854775808ms", "106751991168d"})
    void refuses_what_is_no_duration(String text) {
        assertThatThrownBy(() -> DurationValue.parse(text)).isInstanceOf(EvaluationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "01.2.3.4",
                "256.0.0.1",
                "1.2.3.4/33",
                "1.2.3.4/08",
                "1.2.3.4/",
                "::ffff:1.2.3.4",
                "1::2::3",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8::",
                "12345::",
                "::/129",
                "fe80::1%eth0",
                "localhost",
                "1:2:3:4:5:6:7:8:9"
            })
    void refuses_what_is_no_address(String text) {
        assertThatThrownBy(() -> IpValue.parse(text)).isInstanceOf(EvaluationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.0.0.0/8, true",
        "10.1.2.3, 10.255.0.0/8, true",
        "10.0.0.0/7, 10.0.0.0/8, false",
        "10.0.0.0/8, 10.0.0.0/8, true",
        "1.2.3.4, 0.0.0.0/0, true",
        "::1, 0.0.0.0/0, false",
        "2001:db8::1, 2001:db8::/32, true",
        "2001:db8::1:0:0:1, 2001:db8::1:0:0:0/96, true",
        "2001:db8::1:0:0:1, 2001:db8::2:0:0:0/96, false"
    })
    void a_range_is_in_another_if_all_its_addresses_are(String inner, String outer, boolean inRange) {
        assertThat(IpValue.parse(inner).isInRange(IpValue.parse(outer))).isEqualTo(inRange);
    }

    @Test
    void ranges_are_loopback_or_multicast_only_as_a_whole() {
        assertThat(IpValue.parse("127.0.0.0/8").isLoopback()).isTrue();
        assertThat(IpValue.parse("127.0.0.0/7").isLoopback()).isFalse();
        assertThat(IpValue.parse("::1").isLoopback()).isTrue();
        assertThat(IpValue.parse("::1/127").isLoopback()).isFalse();
        assertThat(IpValue.parse("239.1.1.1").isMulticast()).isTrue();
        assertThat(IpValue.parse("224.0.0.0/3").isMulticast()).isFalse();
        assertThat(IpValue.parse("ff02::1").isMulticast()).isTrue();
    }

    @Test
    void equal_ranges_are_written_with_equal_addresses() {
        assertThat(IpValue.parse("0:0::1")).isEqualTo(IpValue.parse("::0001/128"));
        assertThat(IpValue.parse("10.0.0.1/8")).isNotEqualTo(IpValue.parse("10.0.0.0/8"));
    }
}
