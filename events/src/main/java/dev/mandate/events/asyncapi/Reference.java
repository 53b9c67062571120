package dev.mandate.events.asyncapi;

import java.util.Map;

/** A JSON reference into the document. */
final class Reference {
    private Reference() {}

    /** @param steps from the root; none of ours has a slash or tilde, which would have to be escaped */
    static Map<String, Object> to(String... steps) {
        return Map.of("$ref", "#/" + String.join("/", steps));
    }
}
