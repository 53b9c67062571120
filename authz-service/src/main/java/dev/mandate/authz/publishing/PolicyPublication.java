package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.engine.policies.PublishingContext;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.lifecycle.CatalogEntry.Application;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.publishing.CandidateChecks;
import dev.mandate.messaging.publishing.Refusal;
import dev.mandate.messaging.publishing.VersionPublication;
import dev.mandate.messaging.result.Result;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;

/** Checks what is offered and keeps it as the next version of its set, if the policies of {@code governance} permit that. */
@ApplicationScoped
public class PolicyPublication {
    private final VersionPublication<PolicySetRow, PolicyVersionRow, Candidate> publication;
    private final PublishingRight right;
    private final Directory directory;
    private final CandidateChecks checks = new CandidateChecks("policy-check");

    PolicyPublication(
            PolicyStore store, PublishingRight right, Directory directory, Outbox outbox, InstantSource clock) {
        this.publication = new VersionPublication<>(store, new PolicyPublicationRules(store), outbox, clock);
        this.right = right;
        this.directory = directory;
    }

    /** @param added false where the newest version already has the same texts, and stays it */
    public record Published(PolicySets.VersionFacts version, Candidate candidate, boolean added) {}

    void stop(@Observes ShutdownEvent event) {
        checks.close();
    }

    /** Everything but keeping it. */
    public Uni<Result<Candidate, Refusal>> check(String set, Submission submission) {
        return checks.run(
                () -> Candidate.check(set, submission, directory.catalogue().all(Application.class)));
    }

    public Uni<Result<Published, Refusal>> publish(String set, Submission submission, Actor by) {
        var facts = new PublishingContext(true, false, submission.tests().size());
        var refusal = right.refusal(Publisher.of(by), "publish", set, facts);
        if (refusal != null) return Result.nowRefused(Refusal.forbidden(refusal));
        return check(set, submission)
                .chain(checked -> checked.chain(candidate -> publication
                        .keep(candidate, submission.comment(), by)
                        .map(kept -> kept.map(
                                version -> new Published(version.version().facts(), candidate, version.added())))));
    }
}
