package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.authz.DecisionEvent.Decided;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A question as its record tells it; without the tokens, which aren't recorded. */
final class PastQuestion {
    private PastQuestion() {}

    static Question of(Decided past) {
        var subject = past.subject().split("/", 2);
        var resource = past.resource().split("/", 2);
        return new Question(
                subject[0],
                subject.length < 2 ? "" : subject[1],
                Question.Action.of(past.action()),
                resource[0],
                resource.length < 2 ? "" : resource[1],
                past.arguments(),
                past.asserted() == null ? Map.of() : past.asserted(),
                past.delegation(),
                null,
                new Question.Proof(
                        List.of(),
                        null,
                        past.authentication() == null ? Authentication.UNKNOWN : past.authentication(),
                        past.established()),
                new Question.Asker(
                        past.caller(),
                        true, // else policies would not have been asked about an application's resource
                        past.presenter(),
                        past.vouched() == null ? Set.of() : Set.copyOf(past.vouched())),
                past.requestId(),
                null);
    }
}
