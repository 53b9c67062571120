package dev.mandate.cli.questions;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.authz.GuardOutcome;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a person agreed to instead of being asked call by call, in words. */
final class AgreementText {
    private AgreementText() {}

    /**
     * Whose, to what and until when.
     *
     * @param it a delegation that has {@code agreed}
     * @param names of people and agents by their ids
     */
    static String of(JsonNode it, UnaryOperator<String> names) {
        var revoked = it.path("status").asText().equals("REVOKED");
        var calls = each(it.path("scope"))
                .map(scope -> scope.path("tool").asText() + " with "
                        + each(scope.path("constraints"))
                                .map(AgreementText::limit)
                                .collect(joining(", ")))
                .collect(joining("; "));
        return names.apply(it.path("delegator").asText()) + (revoked ? " wasn't" : " isn't") + " asked for calls of "
                + calls + ", and no arguments but "
                + each(it.path("agreed").path("arguments"))
                        .map(JsonNode::asText)
                        .collect(joining(", ")) + ", by "
                + names.apply(it.path("agent").asText()) + " in "
                + it.path("parent").asText()
                + (revoked
                        ? " until that was ended"
                        : " until " + it.path("expiresAt").asText()) + "   ["
                + it.path("delegation").asText() + "]";
    }

    /**
     * Why nobody was asked about a decision; empty where no agreement is why.
     *
     * @param guards of the decision
     * @param delegations by their ids, such as are still kept
     */
    static Optional<String> behind(
            JsonNode guards, Function<String, Optional<JsonNode>> delegations, UnaryOperator<String> names) {
        return each(guards)
                .filter(guard -> guard.path("guard").asText().equals(GuardOutcome.AGREED_KIND)
                        && guard.path("passed").asBoolean())
                .map(guard -> guard.path("about").asText())
                .findFirst()
                .map(id -> "nobody was asked: "
                        + delegations
                                .apply(id)
                                .filter(it -> it.hasNonNull("agreed"))
                                .map(it -> of(it, names))
                                .orElse("its person had agreed to calls like it, which is over   [" + id + "]"));
    }

    private static String limit(JsonNode it) {
        return it.path("argument").asText() + " "
                + it.path("operator").asText().toLowerCase(Locale.ROOT).replace('_', ' ') + " "
                + each(it.path("values")).map(JsonNode::asText).collect(joining(", "));
    }

    private static Stream<JsonNode> each(JsonNode nodes) {
        return StreamSupport.stream(nodes.spliterator(), false);
    }
}
