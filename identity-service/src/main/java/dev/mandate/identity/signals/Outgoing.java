package dev.mandate.identity.signals;

import java.net.URI;
import java.util.Map;

/**
 * One thing that is to be pushed.
 *
 * @param pending its id
 * @param logout whether an application is to log somebody out, which it does for each person or session alone
 */
record Outgoing(
        String stream,
        String pending,
        boolean logout,
        URI url,
        String contentType,
        String body,
        Map<String, String> headers) {}
