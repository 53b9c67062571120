package dev.mandate.authz.publishing;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.messaging.publishing.Facts;
import dev.mandate.messaging.publishing.PublicationRules;
import dev.mandate.messaging.publishing.Refusal;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** A set is made by the first version of it. Texts lie apart, since lists don't need them. */
record PolicyPublicationRules(PolicyStore store)
        implements PublicationRules<PolicySetRow, PolicyVersionRow, Candidate> {
    @Override
    public Uni<Result<PolicySetRow, Refusal>> artifact(Candidate candidate) {
        return store.lockedOrNew(candidate.set()).map(Result::done);
    }

    /** The newest alone, so that whoever publishes an older text again has it as the newest. */
    @Override
    public Optional<PolicyVersionRow> same(Candidate candidate, List<PolicyVersionRow> versions) {
        return versions.stream()
                .limit(1)
                .filter(newest -> newest.digest().equals(candidate.submission().digest()))
                .findFirst();
    }

    @Override
    public PolicyVersionRow version(Candidate candidate) {
        return new PolicyVersionRow(candidate);
    }

    @Override
    public PolicyTextRow texts(Candidate candidate, PolicyVersionRow version) {
        return new PolicyTextRow(version.id(), candidate);
    }

    @Override
    public Facts<PolicyRecord> published(PolicyVersionRow version, Actor by) {
        return Facts.of(
                PolicyRecord.FAMILY,
                new PolicyRecord.Published(
                        version.artifact(),
                        version.version(),
                        1,
                        false,
                        version.digest(),
                        version.policies,
                        version.tests(),
                        version.comment(),
                        version.publishedAt(),
                        by));
    }

    @Override
    public String author(Actor by) {
        return Publisher.of(by).name();
    }
}
