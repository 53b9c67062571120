package dev.mandate.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** A response as it came. */
record Answer(int status, @Nullable String contentType, byte[] body) {
    /** Without parameters; null where none was named. */
    @Nullable
    String mediaType() {
        return contentType == null || contentType.isBlank() ? null : contentType.split(";", 2)[0].strip();
    }

    boolean isJson() {
        var type = mediaType();
        return type != null && (type.equals("application/json") || type.endsWith("+json"));
    }

    String text(boolean whole) {
        var text = new String(body, UTF_8);
        return whole || text.length() < 2_000 ? text : text.substring(0, 2_000) + "…";
    }
}
