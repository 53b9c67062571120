package dev.mandate.messaging.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Where an operator has it that something is sent. */
public final class OutgoingUrl {
    private OutgoingUrl() {}

    /** Whether nobody reads on the way what is sent there: it is https, or http on this machine. */
    public static boolean isPrivate(URI url) {
        return "https".equals(url.getScheme()) || "http".equals(url.getScheme()) && isHere(url.getHost());
    }

    private static boolean isHere(@Nullable String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
