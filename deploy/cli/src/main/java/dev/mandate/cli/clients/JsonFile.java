package dev.mandate.cli.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that somebody names, which has a JSON object. */
final class JsonFile {
    private static final int LONGEST = 512 * 1024;

    private JsonFile() {}

    /**
     * @param file {@code -} for standard input
     * @throws IllegalArgumentException if it has none; what is told of it quotes nothing, since it may have a secret
     */
    static JsonNode read(Path file) throws IOException {
        return of(file, file.toString().equals("-") ? System.in.readNBytes(LONGEST + 1) : Files.readAllBytes(file));
    }

    private static JsonNode of(Path file, byte[] text) throws IOException {
        if (text.length > LONGEST) throw new IllegalArgumentException(file + " has more than 512 KiB");
        try {
            var read = EventJson.mapper().readTree(new String(text, UTF_8));
            if (read.isObject()) return read;
        } catch (JsonProcessingException e) {
            // As where it is something else than an object.
        }
        throw new IllegalArgumentException(file + " is no JSON object: write {\"…\": …}");
    }
}
