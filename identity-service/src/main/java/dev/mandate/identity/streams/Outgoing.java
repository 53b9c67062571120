package dev.mandate.identity.streams;

import java.net.URI;
import java.util.Map;

/**
 * One thing that is to be pushed.
 *
 * @param pending its id
 */
record Outgoing(String stream, String pending, URI url, String contentType, String body, Map<String, String> headers) {}
