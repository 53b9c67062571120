package dev.mandate.audit.publishing;

import dev.mandate.audit.engine.sigma.reading.RuleProblem;
import dev.mandate.events.administration.Actor;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.publishing.CandidateChecks;
import dev.mandate.messaging.publishing.Refusal;
import dev.mandate.messaging.publishing.VersionPublication;
import dev.mandate.messaging.publishing.VersionPublication.Kept;
import dev.mandate.messaging.result.Result;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks a text and keeps it as the next version of its rule. */
@ApplicationScoped
class RulePublication {
    private final VersionPublication<RuleRow, RuleVersionRow, Candidate> publication;
    private final CandidateChecks checks = new CandidateChecks("rule-check");

    RulePublication(RuleStore store, Rules rules, Outbox outbox, InstantSource clock) {
        publication = new VersionPublication<>(store, new RulePublicationRules(store, rules), outbox, clock);
    }

    void stop(@Observes ShutdownEvent event) {
        checks.close();
    }

    /** Everything but keeping it. */
    Uni<Result<Candidate, Refusal>> check(String sigma) {
        return checks.run(() -> Candidate.check(sigma));
    }

    /** @param warnings what is probably misspelt */
    record Published(Kept<RuleVersionRow> kept, List<RuleProblem> warnings) {}

    Uni<Result<Published, Refusal>> publish(String sigma, @Nullable String comment, Actor by) {
        return check(sigma)
                .chain(checked -> checked.chain(candidate -> publication
                        .keep(candidate, comment, by)
                        .map(result -> result.map(kept -> new Published(kept, candidate.warnings())))));
    }
}
