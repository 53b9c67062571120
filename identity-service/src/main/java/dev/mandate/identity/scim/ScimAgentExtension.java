package dev.mandate.identity.scim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.identity.AgentDescription;
import dev.mandate.events.identity.AgentDescription.Autonomy;
import dev.mandate.events.identity.Validity;
import dev.mandate.identity.agents.AgentDescriptionRequest;
import dev.mandate.messaging.result.Result;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an agent platform says its agent is made of, and when it may act, in our extension. */
final class ScimAgentExtension {
    private ScimAgentExtension() {}

    /** Empty where it says nothing. */
    static Result<Optional<AgentDescription>, ScimRefusal> of(JsonNode ours) {
        var autonomy = Optional.ofNullable(text(ours, "autonomy"));
        var known = autonomy.flatMap(word -> Stream.of(Autonomy.values())
                .filter(it -> it.name().equals(word))
                .findFirst());
        if (autonomy.isPresent() && known.isEmpty())
            return Result.refused(ScimRefusal.badValue("autonomy is SUPERVISED, DELEGATED or AUTONOMOUS"));
        var protocols = new ArrayList<String>();
        ours.path("protocols").forEach(protocol -> protocols.add(protocol.asText()));
        return new AgentDescriptionRequest(
                        text(ours, "model"),
                        text(ours, "modelVersion"),
                        text(ours, "provider"),
                        text(ours, "environment"),
                        known.orElse(null),
                        protocols)
                .checked()
                .because(wrong -> ScimRefusal.badValue(wrong.member() + ": " + wrong.advice()));
    }

    /** When it may act at all; empty for always. */
    static Result<Optional<Validity>, ScimRefusal> validity(JsonNode ours) {
        try {
            return Result.done(
                    Optional.ofNullable(Validity.of(instant(ours, "validFrom"), instant(ours, "validUntil"))));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Result.refused(
                    ScimRefusal.badValue(
                            "validFrom and validUntil are times with their zone from 1970 to 9999, the first before the second"));
        }
    }

    private static @Nullable Instant instant(JsonNode ours, String member) {
        var text = text(ours, member);
        return text == null ? null : OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    private static @Nullable String text(JsonNode ours, String member) {
        return ours.hasNonNull(member) ? ours.path(member).asText() : null;
    }
}
