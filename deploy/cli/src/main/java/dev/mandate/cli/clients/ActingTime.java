package dev.mandate.cli.clients;

import dev.mandate.cli.terminal.TypedTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From when until when something that is registered may act. */
final class ActingTime {
    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "when it begins: 2027-03-31T12:00:00Z, or 2027-03-31 for the beginning of that day in UTC")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "TIME", description = "when it ends; without it never")
    private @Nullable String until;

    /** @param body of the request, which is told of it */
    void into(Map<String, Object> body) {
        if (from != null) body.put("validFrom", TypedTime.of(from));
        if (until != null) body.put("validUntil", TypedTime.of(until));
    }
}
