package dev.mandate.console.clients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was typed of a client. */
final class ClientForm {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ClientForm() {}

    /** One a line. */
    static List<String> lines(String typed) {
        return typed.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /**
     * A JWK set; null where nothing was typed.
     *
     * @throws IllegalArgumentException in words, where it is none
     */
    static @Nullable Map<String, Object> keys(String typed) {
        if (typed.isBlank()) return null;
        try {
            return JSON.readValue(typed, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Correct the keys: they are a JWK set, such as {\"keys\": [{…}]}.", e);
        }
    }
}
