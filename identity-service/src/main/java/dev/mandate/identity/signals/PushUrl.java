package dev.mandate.identity.signals;

import dev.mandate.identity.outgoing.PublicAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where something may be pushed: by https to the Internet, to hosts of a private network that the operator names, or, for development, to this
 * machine. What a name stands for is looked at when it is pushed there, at just the address that is then asked.
 */
final class PushUrl {
    private static final int LONGEST = 500;

    private PushUrl() {}

    /** @throws IllegalArgumentException if nothing should be sent there */
    static URI check(String text, boolean onLoopback, Set<String> privateHosts) {
        if (text.length() > LONGEST || !text.chars().allMatch(c -> c > 0x20 && c < 0x7f))
            throw new IllegalArgumentException("a URL of at most " + LONGEST + " visible ASCII characters");
        try {
            var url = new URI(text);
            if (url.getHost() == null || url.getRawFragment() != null || url.getRawUserInfo() != null)
                throw new IllegalArgumentException("a URL with a host, and without fragment and user");
            var secure = "https".equals(url.getScheme());
            if (!secure && !(onLoopback && "http".equals(url.getScheme())))
                throw new IllegalArgumentException("an https URL");
            var address = literal(url.getHost());
            if (address != null
                    && !PublicAddress.mayBeAsked(new InetAddress[] {address}, onLoopback)
                    && !privateHosts.contains(url.getHost()))
                throw new IllegalArgumentException("a URL on the Internet");
            return url;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL", e);
        }
    }

    /** Nothing is looked up for an address; null for a name. */
    private static @Nullable InetAddress literal(String host) {
        if (!host.startsWith("[") && !host.matches("[0-9.]+")) return null;
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("a host that there can be", e);
        }
    }
}
