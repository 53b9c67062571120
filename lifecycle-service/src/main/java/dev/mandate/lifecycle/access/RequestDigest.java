package dev.mandate.lifecycle.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what a request asks for, to tell its repetition from another one under the same key. */
final class RequestDigest {
    private RequestDigest() {}

    static String of(GrantRequest request) {
        try {
            var text = EventJson.mapper().writeValueAsBytes(request.content());
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
