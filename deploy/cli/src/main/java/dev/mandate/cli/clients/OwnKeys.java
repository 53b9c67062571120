package dev.mandate.cli.clients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By which keys of its own something that is registered proves itself. */
final class OwnKeys {
    /** Of private keys of all kinds, and of secrets that two share (RFC 7518, section 6). */
    private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "its public keys, a JWK set, by which it proves itself in place of a secret")
    private @Nullable Path keys;

    @Option(
            names = "--keys-at",
            paramLabel = "URL",
            description = "in place of them: where it publishes its keys, and changes them by itself")
    private @Nullable String keysAt;

    boolean areNamed() {
        return keys != null || keysAt != null;
    }

    /** @param body of the request, which is told of them */
    void into(Map<String, Object> body) throws IOException {
        if (keys != null) body.put("jwks", publicOf(keys));
        if (keysAt != null) body.put("jwksUri", keysAt);
    }

    /**
     * The public keys in a file, and nothing that stands beside them. Where it has anything of a private one, that hasn't left this machine before it is
     * told, and isn't in what is told.
     *
     * @throws IllegalArgumentException if it is no set of public keys
     */
    static Map<String, JsonNode> publicOf(Path file) throws IOException {
        return Map.of("keys", requirePublic(set(file), file));
    }

    /**
     * As {@link #publicOf}, of what stands in a file.
     *
     * @return the keys
     */
    static JsonNode requirePublic(JsonNode set, Path file) {
        var keys = set.path("keys");
        if (!keys.isArray() || keys.isEmpty())
            throw new IllegalArgumentException(file + " is no set of public keys: write {\"keys\": [ … ]}");
        for (var key : keys)
            if (PRIVATE.stream().anyMatch(key::has))
                throw new IllegalArgumentException(
                        file + " has a private key: give the public ones alone, without their member \"d\"");
        return keys;
    }

    private static JsonNode set(Path file) throws IOException {
        try {
            return EventJson.mapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            // Its words, which would be the cause, quote the file: that may be a private key.
            throw new IllegalArgumentException(file + " is no JSON: write a set of public keys, {\"keys\": [ … ]}");
        }
    }
}
