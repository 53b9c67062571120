package dev.mandate.messaging.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From where a request is known to come, and from where somebody only says so. */
class PeerAddressTest {
    private static final String PEER = "192.0.2.1";
    private static final PeerAddress BY_ITSELF = new PeerAddress(Optional.empty(), false, false, false);
    private static final PeerAddress BEHIND_PROXY = new PeerAddress(Optional.of(List.of(PEER)), true, false, false);

    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @Test
    void without_a_proxy_it_is_the_peers() {
        assertThat(seen(BY_ITSELF, PEER)).isEqualTo(PEER);
        assertThat(seen(BEHIND_PROXY, PEER)).isEqualTo(PEER);
    }

    @Test
    void a_header_that_nobody_vouches_for_is_not_believed_and_hides_that_the_peer_may_be_a_proxy() {
        headers.add("X-Forwarded-For", "10.0.0.1");
        assertThat(seen(BY_ITSELF, PEER)).isNull();
        var another = new PeerAddress(Optional.of(List.of("192.0.2.9")), true, false, false);
        assertThat(seen(another, PEER)).as("of a peer that isn't trusted").isNull();
        var anybody = new PeerAddress(Optional.empty(), true, false, false);
        assertThat(seen(anybody, "10.0.0.1")).as("where anybody is").isNull();
    }

    @Test
    void of_a_proxy_that_is_trusted_it_is_what_it_added_itself() {
        headers.add("X-Forwarded-For", "10.0.0.1, 203.0.113.7");
        assertThat(seen(BEHIND_PROXY, "10.0.0.1")).isEqualTo("203.0.113.7");
        headers.add("X-Forwarded-For", "203.0.113.8");
        assertThat(seen(BEHIND_PROXY, "10.0.0.1")).isEqualTo("203.0.113.8");
    }

    @Test
    void of_proxies_in_a_row_that_are_trusted_it_is_what_the_first_of_them_added() {
        var inARow =
                new PeerAddress(Optional.of(List.of(PEER, "198.51.100.0/24", "proxy.example")), true, false, false);
        headers.add("X-Forwarded-For", "10.0.0.1, 203.0.113.7, 198.51.100.4, 198.51.100.9:1234");
        assertThat(seen(inARow, "10.0.0.1")).isEqualTo("203.0.113.7");
        assertThat(seen(BEHIND_PROXY, "10.0.0.1")).as("where it alone is").isEqualTo("198.51.100.9");
        headers.set("X-Forwarded-For", "198.51.100.4, 198.51.100.9");
        assertThat(seen(inARow, "198.51.100.4")).as("a proxy itself").isEqualTo("198.51.100.4");
        headers.set("X-Forwarded-For", "203.0.113.7, unknown, 198.51.100.9");
        assertThat(seen(inARow, "203.0.113.7")).isNull();
    }

    @Test
    void whoever_says_that_he_is_the_proxy_hides_behind_one_alone_that_is_named_by_its_host() {
        headers.add("X-Forwarded-For", PEER + ", 203.0.113.7");
        assertThat(seen(BEHIND_PROXY, PEER)).isEqualTo("203.0.113.7");
        var byHost = new PeerAddress(Optional.of(List.of("proxy.example")), true, false, false);
        assertThat(seen(byHost, PEER)).isNull();
    }

    @Test
    void by_another_header_it_is_not_known() {
        headers.add("Forwarded", "for=10.0.0.1");
        assertThat(seen(BY_ITSELF, PEER)).isNull();
        assertThat(seen(BEHIND_PROXY, "10.0.0.1")).isNull();
        headers.add("X-Forwarded-For", "10.0.0.1");
        var goingByIt = new PeerAddress(Optional.of(List.of(PEER)), true, true, false);
        assertThat(seen(goingByIt, "10.0.0.1")).isNull();
    }

    @Test
    void what_a_peer_says_before_the_request_nobody_vouches_for() {
        assertThat(seen(new PeerAddress(Optional.empty(), false, false, true), PEER))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7:4711, 203.0.113.7",
        "2001:db8::1:2, 2001:db8::1:2",
        "[2001:db8::1]:4711, 2001:db8::1",
        "[2001:db8::1], 2001:db8::1",
        "::ffff:203.0.113.7, 203.0.113.7",
        "unknown,",
        "[,",
        "'10.0.0.1,',"
    })
    void it_is_written_with_or_without_a_port(String value, @Nullable String address) {
        headers.add("X-Forwarded-For", value);
        assertThat(seen(BEHIND_PROXY, "another")).isEqualTo(address);
    }

    /** @param taken as Quarkus says where the request comes from */
    private @Nullable String seen(PeerAddress address, String taken) {
        var connection = answering(HttpConnection.class, "remoteAddress", SocketAddress.inetSocketAddress(1, PEER));
        var request = (HttpServerRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "headers" -> headers;
                    case "connection" -> connection;
                    case "remoteAddress" -> SocketAddress.inetSocketAddress(1, taken);
                    default -> throw new AssertionError(method);
                });
        var seen = address.of(request);
        return seen == null ? null : seen.toString();
    }

    private <T> T answering(Class<T> type, String name, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals(name)) return answer;
                    throw new AssertionError(method);
                }));
    }
}
