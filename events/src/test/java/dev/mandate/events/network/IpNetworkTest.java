package dev.mandate.events.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpNetworkTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0",
                "10.0.0.0/8",
                "10.1.2.3/32",
                "192.168.128.0/17",
                "::/0",
                "2001:db8::/32",
                "2001:db8:0:8000::/49",
                "2001:db8::1/128"
            })
    void it_is_read_as_it_is_written(String text) {
        assertThat(IpNetwork.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, ::ffff:10.0.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, a00::1, false",
        "10.1.2.3/32, 10.1.2.3, true",
        "10.1.2.3/32, 10.1.2.2, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "::/0, 10.0.0.1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8:0:8000::/49, 2001:db8:0:7fff::1, false",
        "2001:db8::1/128, 2001:db8::2, false"
    })
    void it_contains_what_begins_alike(String network, String address, boolean contained) {
        var one = IpAddress.of(address).orElseThrow();
        assertThat(IpNetwork.parse(network).contains(one)).isEqualTo(contained);
        assertThat(IpNetwork.of(one).contains(one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/8, 'write 10.0.0.0/8, or 10.1.2.3/32'",
        "10.1.2.3, write 10.1.2.3/32",
        "192.168.200.0/17, write 192.168.128.0/17",
        "2001:db8::1/32, 'write 2001:db8::/32, or 2001:db8::1/128'",
        "2001:db8:0:ffff::/49, write 2001:db8:0:8000::/49",
        "2001:DB8::/32, write 2001:db8::/32",
        "2001:db8:0:0::/32, write 2001:db8::/32",
        "::ffff:10.0.0.0/104, write 10.0.0.0/8",
        "::ffff:10.0.0.0/8, it is written as the IPv4",
        "10.0.0.0/33, 0 to 32",
        "2001:db8::/129, 0 to 128",
        "10.0.0.0/08, is written as",
        "10.0.0.0/, is written as",
        "10.0.0.0/-1, is written as",
        "10.0.0.0/8/8, is written as",
        "office, is written as",
        "'', is written as"
    })
    void another_way_to_write_it_is_refused_with_the_right_one(String text, String advice) {
        assertThatThrownBy(() -> IpNetwork.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(advice);
    }
}
