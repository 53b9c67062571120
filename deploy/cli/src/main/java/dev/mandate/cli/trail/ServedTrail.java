package dev.mandate.cli.trail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.audit.transparency.ServedLines;
import dev.mandate.audit.transparency.TrailCopy;
import dev.mandate.audit.transparency.TrailLine;
import dev.mandate.cli.client.ApiRefused;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The trail as audit-service tells it now, a page at a time. */
final class ServedTrail implements TrailCopy {
    private static final int UNAUTHORIZED = 401;

    private final Supplier<Function<String, JsonNode>> signIn;
    private Function<String, JsonNode> api;

    /** @param signIn gives what gets a path below {@code /trail}; asked again once its token has run out */
    ServedTrail(Supplier<Function<String, JsonNode>> signIn) {
        this.signIn = signIn;
        this.api = signIn.get();
    }

    JsonNode get(String path) {
        try {
            return api.apply(path);
        } catch (ApiRefused e) {
            if (e.status() != UNAUTHORIZED) throw e;
            api = signIn.get();
            return api.apply(path);
        }
    }

    /** As the database has them, in their order. */
    void checkpoints(Consumer<String> notes) {
        var after = "";
        do {
            var page = get("/checkpoints?order=asc&limit=1000" + after);
            page.path("checkpoints")
                    .forEach(one -> notes.accept(one.path("note").asText()));
            after = page.hasNonNull("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());
    }

    @Override
    public List<TrailLine> lines(@Nullable Long after) {
        return ServedLines.of(get("/lines?limit=1000" + (after == null ? "" : "&after=" + after)));
    }

    @Override
    public byte[] digests(long tile) {
        return Base64.getDecoder()
                .decode(get("/digests/" + tile).path("digests").asText());
    }
}
