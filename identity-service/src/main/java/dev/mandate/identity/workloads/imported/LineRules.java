package dev.mandate.identity.workloads.imported;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.Environment;
import dev.mandate.events.identity.Validity;
import dev.mandate.events.identity.WorkloadFacts;
import dev.mandate.identity.names.LookAlikes;
import dev.mandate.messaging.result.Result;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a line of an import must be. Pure. */
final class LineRules {
    static final List<String> REQUIRED = List.of("system", "externalId", "name", "kind", "purpose");
    static final List<String> MEMBERS =
            List.of("system", "externalId", "name", "kind", "purpose", "environment", "owner", "end", "lastUsed");

    private static final Map<String, Integer> LONGEST = Map.of(
            "system", 100,
            "externalId", 200,
            "name", 100,
            "kind", 20,
            "purpose", 100,
            "environment", 50,
            "owner", 320,
            "end", 40,
            "lastUsed", 40);

    private LineRules() {}

    /** @param values by the names of members; one that is empty isn't there */
    static Result<ImportLine, String> line(int number, Map<String, String> values) {
        for (var name : MEMBERS) {
            var wrong = wrong(name, text(values, name));
            if (wrong.isPresent()) return Result.refused(wrong.get());
        }
        var kind = Stream.of(WorkloadFacts.Kind.values())
                .filter(it -> it.name()
                        .equals(Objects.requireNonNull(text(values, "kind")).toUpperCase(Locale.ROOT)))
                .findFirst();
        if (kind.isEmpty()) return Result.refused("kind is SERVICE, CI_JOB or API_KEY");
        var environment = text(values, "environment");
        if (environment != null && !Environment.is(environment))
            return Result.refused("environment " + Environment.RULE);
        var owner = text(values, "owner");
        if (owner != null && !owner.contains("@") && !owner.startsWith("per_"))
            return Result.refused("owner is a mail address or the id of a person");
        return instant(values, "end")
                .then(end -> instant(values, "lastUsed")
                        .map(lastUsed -> new ImportLine(
                                number,
                                Objects.requireNonNull(text(values, "system")),
                                Objects.requireNonNull(text(values, "externalId")),
                                Objects.requireNonNull(text(values, "name")),
                                kind.get(),
                                Objects.requireNonNull(text(values, "purpose")),
                                environment,
                                owner,
                                end.orElse(null),
                                lastUsed.orElse(null))));
    }

    private static Optional<String> wrong(String name, @Nullable String text) {
        if (text == null) return REQUIRED.contains(name) ? Optional.of(name + " is missing") : Optional.<String>empty();
        var most = LONGEST.getOrDefault(name, 0);
        if (text.length() > most) return Optional.of(name + " has more than " + most + " characters");
        if (!PlainText.is(text)) return Optional.of(name + " " + PlainText.RULE);
        return name.equals("name") ? LookAlikes.wrongWith(text) : Optional.empty();
    }

    private static @Nullable String text(Map<String, String> values, String name) {
        var text = values.get(name);
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** To the millisecond, so that what is kept of it is equal; a day is its first instant in UTC. */
    private static Result<Optional<Instant>, String> instant(Map<String, String> values, String name) {
        var text = text(values, name);
        if (text == null) return Result.done(Optional.empty());
        try {
            var instant = text.length() > 10
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            return Validity.isKept(instant)
                    ? Result.done(Optional.of(instant.truncatedTo(ChronoUnit.MILLIS)))
                    : Result.refused(name + " is from 1970 to 9999");
        } catch (DateTimeException e) {
            return Result.refused(name + " is an instant such as 2027-03-31T12:00:00Z, or a day such as 2027-03-31");
        }
    }
}
