package dev.mandate.bench;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What is shipped on the class path, of the bench or of what it measures. */
public final class Resource {
    private Resource() {}

    /**
     * @param path such as {@code /policies/schema.cedarschema}
     * @throws IllegalArgumentException if there is none
     */
    public static byte[] bytes(String path) {
        try (var stream = Resource.class.getResourceAsStream(path)) {
            if (stream == null) throw new IllegalArgumentException("not on the class path: " + path);
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
