package dev.mandate.events.identity;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person agreed to on a page, tool by tool, and what he made less of it.
 *
 * @param tools that he left, with their limits: those that were asked for and those that he set
 * @param asked what was asked for, where he left less of it or limited it further; null where he left it as it was, or nobody asked for
 *     tools by name
 * @param until first instant at which it no longer counts
 */
public record AgreedTask(List<ToolScope> tools, @Nullable List<ToolScope> asked, Instant until) {
    public AgreedTask {
        tools = tools == null ? List.of() : List.copyOf(tools);
        asked = asked == null ? null : List.copyOf(asked);
        Objects.requireNonNull(until, "until is missing");
    }
}
