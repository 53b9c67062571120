package dev.mandate.messaging.security;

import dev.mandate.events.network.IpAddress;
import dev.mandate.events.network.IpNetwork;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * From where a request comes, as far as somebody vouches for it: the peer of the connection, or, where that is one of {@code quarkus.http.proxy.trusted-proxies}, what it
 * added to {@code X-Forwarded-For} itself, which comes last; before that, what another of them added, where the last is one by its address. What comes before, whoever sent the request may
 * have written. Unknown where such a header comes by somebody else: either he made it up, or he is a proxy that nobody has named, and his address is everybody's.
 */
@Singleton
public class PeerAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED = "Forwarded";

    private final boolean named;
    private final List<IpNetwork> proxies;
    private final boolean anybodySays;

    /**
     * @param forwarding whether Quarkus goes by what proxies say of addresses
     * @param other whether it goes by {@code Forwarded}, of which a proxy that is trusted may add nothing to the other header
     * @param protocol whether it goes by what any peer says before the request
     */
    PeerAddress(
            @ConfigProperty(name = "quarkus.http.proxy.trusted-proxies") Optional<List<String>> trusted,
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding", defaultValue = "false")
                    boolean forwarding,
            @ConfigProperty(name = "quarkus.http.proxy.allow-forwarded", defaultValue = "false") boolean other,
            @ConfigProperty(name = "quarkus.http.proxy.use-proxy-protocol", defaultValue = "false") boolean protocol) {
        var names = trusted.orElse(List.of());
        this.named = forwarding && !other && !names.isEmpty();
        this.proxies = names.stream().flatMap(PeerAddress::network).toList();
        this.anybodySays = protocol;
    }

    /** None of a name of a host, which may be another address tomorrow. */
    private static Stream<IpNetwork> network(String proxy) {
        try {
            return Stream.of(
                    proxy.contains("/")
                            ? IpNetwork.parse(proxy)
                            : IpNetwork.of(IpAddress.of(proxy).orElseThrow()));
        } catch (IllegalArgumentException | NoSuchElementException e) {
            return Stream.empty();
        }
    }

    /** Null where it isn't known. */
    public @Nullable IpAddress of(HttpServerRequest request) {
        if (anybodySays) return null;
        var headers = request.headers();
        var peer = request.connection().remoteAddress();
        if (!headers.contains(FORWARDED_FOR) && !headers.contains(FORWARDED)) return address(peer.hostAddress());
        return isTrusted(peer, request.remoteAddress()) ? nearest(headers.getAll(FORWARDED_FOR)) : null;
    }

    /** By its address; else, of a proxy that is named by its host, it shows in that another address was taken than its own. */
    private boolean isTrusted(SocketAddress peer, SocketAddress taken) {
        return named && (isProxy(address(peer.hostAddress())) || !host(peer).equals(host(taken)));
    }

    private boolean isProxy(@Nullable IpAddress address) {
        return address != null && proxies.stream().anyMatch(it -> it.contains(address));
    }

    private static String host(SocketAddress address) {
        return String.valueOf(address.host());
    }

    /** The last that is no proxy that is trusted; of those alone the first. */
    private @Nullable IpAddress nearest(List<String> values) {
        var all = String.join(",", values).split(",", -1);
        for (int at = all.length - 1; ; at--) {
            var address = written(all[at].strip());
            if (at == 0 || !isProxy(address)) return address;
        }
    }

    /** With or without a port. */
    private static @Nullable IpAddress written(String text) {
        if (text.startsWith("[")) return address(text.substring(1, Math.max(1, text.indexOf(']'))));
        var colon = text.indexOf(':');
        return address(colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text);
    }

    private static @Nullable IpAddress address(@Nullable String text) {
        return text == null ? null : IpAddress.of(text).orElse(null);
    }
}
