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

    /** A year's, of which one is signed each half minute. */
    private static final int MOST_CHECKPOINTS = 1_060_000;

    private static final int PAGE = 1_000;
    /** Of lines: while one page is held against what was signed, the next is told. */
    private static final int LINES = 500;

    private final Supplier<Function<String, JsonNode>> signIn;
    private volatile Function<String, JsonNode> api;

    /** @param signIn gives what gets a path below {@code /trail}; asked again once its token has run out */
    ServedTrail(Supplier<Function<String, JsonNode>> signIn) {
        this.signIn = signIn;
        this.api = signIn.get();
    }

    JsonNode get(String path) {
        var before = api;
        try {
            return before.apply(path);
        } catch (ApiRefused e) {
            if (e.status() != UNAUTHORIZED) throw e;
            return signedInAgain(before).apply(path);
        }
    }

    /** Once, however many threads were refused. */
    private synchronized Function<String, JsonNode> signedInAgain(Function<String, JsonNode> before) {
        if (api == before) api = signIn.get();
        return api;
    }

    /**
     * As the database has them, the newest first. Whoever owns it can make as many as he likes: what is behind a year's is left out.
     *
     * @return whether those were all
     */
    boolean checkpoints(Consumer<String> notes) {
        var after = "";
        for (int read = 0; read < MOST_CHECKPOINTS; read += PAGE) {
            var page = get("/checkpoints?limit=" + PAGE + after);
            page.path("checkpoints")
                    .forEach(one -> notes.accept(one.path("note").asText()));
            if (!page.hasNonNull("next")) return true;
            after = "&after=" + page.path("next").asText();
        }
        return false;
    }

    @Override
    public List<TrailLine> lines(@Nullable Long after) {
        return ServedLines.of(get("/lines?limit=" + LINES + (after == null ? "" : "&after=" + after)));
    }

    @Override
    public byte[] digests(long tile) {
        return Base64.getDecoder()
                .decode(get("/digests/" + tile).path("digests").asText());
    }
}
