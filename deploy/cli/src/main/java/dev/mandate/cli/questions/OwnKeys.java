package dev.mandate.cli.questions;

import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By which keys of its own something that is registered proves itself. */
final class OwnKeys {
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
        if (keys != null) {
            var text = Files.readString(keys);
            // A private key would be sent, and refused: it hasn't left this machine before it is told.
            var set = EventJson.mapper().readTree(text);
            for (var key : set.path("keys"))
                if (key.has("d"))
                    throw new IllegalArgumentException(
                            keys + " has a private key: give the public ones alone, without their member \"d\"");
            body.put("jwks", set);
        }
        if (keysAt != null) body.put("jwksUri", keysAt);
    }
}
