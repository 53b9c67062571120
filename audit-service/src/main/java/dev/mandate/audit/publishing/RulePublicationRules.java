package dev.mandate.audit.publishing;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.risk.RulePublished;
import dev.mandate.events.risk.RuleRecord;
import dev.mandate.messaging.publishing.Facts;
import dev.mandate.messaging.publishing.PublicationRules;
import dev.mandate.messaging.publishing.Refusal;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** A rule is made by the first version of it, under a name that no other has, shipped ones included. */
record RulePublicationRules(RuleStore store, Rules rules)
        implements PublicationRules<RuleRow, RuleVersionRow, Candidate> {
    @Override
    public Uni<Result<RuleRow, Refusal>> artifact(Candidate candidate) {
        var id = candidate.rule().id();
        var name = candidate.name();
        var shipped = rules.shippedCalled(name);
        if (shipped != null && !shipped.id().equals(id)) return Result.nowRefused(taken(name));
        return store.lockedOrNew(id, name)
                .map(row -> row == null || !row.name().equals(name) ? Result.refused(taken(name)) : Result.done(row));
    }

    private static Refusal taken(String name) {
        return Refusal.conflict("Keep the name of the rule, and don't take another's: '" + name + "' is another one");
    }

    /** Any version, since a finding names a version by its digest. */
    @Override
    public Optional<RuleVersionRow> same(Candidate candidate, List<RuleVersionRow> versions) {
        return versions.stream()
                .filter(version -> version.digest().equals(candidate.rule().version()))
                .findFirst();
    }

    @Override
    public RuleVersionRow version(Candidate candidate) {
        return new RuleVersionRow(candidate);
    }

    @Override
    public Facts<RuleRecord> published(RuleVersionRow version, Actor by) {
        return Facts.of(
                RuleRecord.FAMILY,
                new RulePublished(
                        version.artifact(),
                        version.version(),
                        1,
                        false,
                        version.digest(),
                        version.title,
                        version.level,
                        version.tests(),
                        version.comment(),
                        version.publishedAt(),
                        by));
    }
}
