package dev.mandate.identity.scim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.identity.AgentDescription;
import dev.mandate.events.identity.AgentDescription.Autonomy;
import dev.mandate.identity.agents.SaidOfAgent;
import dev.mandate.messaging.result.Result;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an agent platform says its agent is made of, in our extension. */
final class SaidByScim {
    private SaidByScim() {}

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
        return new SaidOfAgent(
                        text(ours, "model"),
                        text(ours, "modelVersion"),
                        text(ours, "provider"),
                        text(ours, "environment"),
                        known.orElse(null),
                        protocols)
                .checked()
                .because(wrong -> ScimRefusal.badValue(wrong.member() + ": " + wrong.advice()));
    }

    private static @Nullable String text(JsonNode ours, String member) {
        return ours.hasNonNull(member) ? ours.path(member).asText() : null;
    }
}
