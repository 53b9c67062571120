package dev.mandate.identity.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.identity.outgoing.PublicAddress;
import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://receiver.example/",
                "http://127.0.0.1/",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://2130706433/",
                "https://127.1/",
                "https://0.0.0.0/",
                "https://192.168.0.1/signals",
                "https://[::ffff:10.0.0.1]/",
                "file:///etc/passwd",
                "https:///nowhere"
            })
    void nothing_is_pushed_where_only_we_can_reach(String url) {
        assertThatThrownBy(() -> PushUrl.check(url, false, Set.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_address_of_a_private_network_is_taken_where_the_operator_names_it() {
        var url = "https://192.168.0.1/signals";
        assertThat(PushUrl.check(url, false, Set.of("192.168.0.1"))).hasToString(url);
        assertThatThrownBy(() -> PushUrl.check("https://192.168.0.2/", false, Set.of("192.168.0.1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_name_that_stands_for_this_network_is_not_asked() throws Exception {
        var inside = InetAddress.getByName("10.0.0.1");
        var outside = InetAddress.getByName("9.9.9.9");
        assertThat(PushUrl.check("https://receiver.example/signals?of=us", false, Set.of())
                        .getHost())
                .isEqualTo("receiver.example");
        assertThat(PublicAddress.mayBeAsked(new InetAddress[] {outside}, false)).isTrue();
        assertThat(PublicAddress.mayBeAsked(new InetAddress[] {outside, inside}, true))
                .isFalse();
        assertThat(PublicAddress.mayBeAsked(new InetAddress[] {InetAddress.getLoopbackAddress()}, false))
                .isFalse();
        assertThat(PublicAddress.mayBeAsked(new InetAddress[0], true)).isFalse();
    }
}
