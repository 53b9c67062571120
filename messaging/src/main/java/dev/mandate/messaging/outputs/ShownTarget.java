package dev.mandate.messaging.outputs;

import dev.mandate.events.digests.Sha256;
import java.net.URI;

/** Where an output sends to, as people may read it. */
public final class ShownTarget {
    /** Of the digest: enough to tell two addresses apart, too few to find a secret by. */
    private static final int DIGITS = 8;

    private ShownTarget() {}

    /**
     * Scheme, host and port: what else an address has may be what lets one in there, and is told apart by digits of its digest.
     *
     * @param url with a host
     */
    public static String of(URI url) {
        var origin = url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
        if (url.toString().equals(origin) || url.toString().equals(origin + "/")) return origin;
        return origin + "/… (" + Sha256.of(url.toString()).hex().substring(0, DIGITS) + ")";
    }
}
