package dev.mandate.audit.recordings;

import static java.util.function.UnaryOperator.identity;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.audit.recordings.Recording.Agreement;
import dev.mandate.audit.recordings.Recording.Party;
import dev.mandate.audit.recordings.Recording.ShownValue;
import dev.mandate.audit.trail.SessionLines;
import dev.mandate.audit.trail.TrailEntry;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What people agreed to instead of being asked call by call, from lines of the trail. */
final class AgreementReader {
    private static final BinaryOperator<TrailEntry> NEWEST =
            (one, other) -> revision(one) < revision(other) ? other : one;

    private AgreementReader() {}

    /** The agreement by which nobody was asked about this decision; null where there is none. */
    static @Nullable String behind(JsonNode decided) {
        if (decided.hasNonNull(SessionLines.AGREED))
            return decided.path(SessionLines.AGREED).asText();
        for (var guard : decided.path("guards"))
            if (guard.path("passed").asBoolean() && guard.path("guard").asText().equals(GuardOutcome.AGREED_KIND))
                return guard.path("about").asText();
        return null;
    }

    static List<String> behind(List<TrailEntry> steps) {
        return steps.stream()
                .map(step -> behind(step.payload()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Each as it was last, in the order in which they were made. */
    static List<Agreement> each(List<TrailEntry> lines, Function<@Nullable String, @Nullable Party> parties) {
        return lines.stream()
                .collect(toMap(line -> String.valueOf(line.delegation()), identity(), NEWEST, LinkedHashMap::new))
                .values()
                .stream()
                .map(line -> one(line, parties))
                .toList();
    }

    private static Agreement one(TrailEntry line, Function<@Nullable String, @Nullable Party> parties) {
        var it = line.payload();
        return new Agreement(
                String.valueOf(line.delegation()),
                parties.apply(it.path("delegator").asText()),
                parties.apply(it.path("agent").asText()),
                toolsOf(it),
                Instant.parse(it.path("expiresAt").asText()),
                it.path("status").asText().toLowerCase(Locale.ROOT));
    }

    static String toolsOf(JsonNode delegation) {
        return StreamSupport.stream(delegation.path("scope").spliterator(), false)
                .map(scope -> scope.path("tool").asText())
                .collect(joining(", "));
    }

    /** To what calls of it are held, each value as an argument of such a call. */
    static List<ShownValue> limits(
            int step, JsonNode delegation, Function<String, @Nullable Tool> tools, ShownValues values) {
        var shown = new ArrayList<ShownValue>();
        for (var scope : delegation.path("scope")) {
            var tool = scope.path("tool").asText();
            for (var limit : scope.path("constraints"))
                shown.addAll(values.limit(step, tools.apply(tool), tool, limit));
        }
        return shown;
    }

    private static long revision(TrailEntry line) {
        return line.payload().path("revision").asLong();
    }
}
