package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.engine.policies.PolicyParts;
import dev.mandate.authz.engine.policies.PublishingContext;
import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.events.lifecycle.CatalogEntry.Application;
import dev.mandate.messaging.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Checks what is offered and keeps it as the next version of its set; who did so is on record with the row, by the outbox. */
@ApplicationScoped
public class Publishing {
    private final PolicyStore store;
    private final PublishingRight right;
    private final Directory directory;
    private final Outbox outbox;
    private final InstantSource clock;
    /** One at a time, so that a costly submission delays other publishers and nobody else. */
    private final ExecutorService checker = Executors.newSingleThreadExecutor(task -> new Thread(task, "policy-check"));

    Publishing(PolicyStore store, PublishingRight right, Directory directory, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.right = right;
        this.directory = directory;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @param added false where the newest version already has the same texts, and stays it */
    public record Published(PolicySets.VersionFacts version, Candidate candidate, boolean added) {}

    void stop(@Observes ShutdownEvent event) {
        checker.shutdownNow();
    }

    /** Everything but keeping it. */
    public Uni<Outcome<Candidate>> check(String set, Submission submission) {
        var context = Vertx.currentContext();
        var checked = Uni.createFrom()
                .item(() ->
                        Candidate.check(set, submission, directory.catalogue().all(Application.class)))
                .runSubscriptionOn(checker);
        return context == null ? checked : checked.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }

    public Uni<Outcome<Published>> publish(String set, Submission submission, Publisher publisher) {
        var facts = new PublishingContext(true, false, submission.tests().size());
        var refusal = right.refusal(publisher, "publish", set, facts);
        if (refusal != null) return Uni.createFrom().item(Outcome.refused(Outcome.Kind.FORBIDDEN, refusal));
        return check(set, submission)
                .chain(checked -> checked.fold(
                        candidate -> keep(set, candidate, publisher),
                        refused -> Uni.createFrom().item(Outcome.<Published>refused(refused))));
    }

    private Uni<Outcome<Published>> keep(String set, Candidate candidate, Publisher publisher) {
        var digest = candidate.submission().digest();
        return Panache.withTransaction(() -> store.lockedOrNew(set)
                .chain(() -> store.versions(set))
                .chain(versions -> {
                    var newest = versions.isEmpty() ? null : versions.get(0);
                    if (newest != null && newest.sourceDigest.equals(digest))
                        return Uni.createFrom().item(Outcome.done(new Published(newest.facts(), candidate, false)));
                    var row = row(set, newest == null ? 1 : newest.version + 1, digest, candidate, publisher);
                    return store.add(row)
                            .chain(() -> store.add(text(row, candidate)))
                            .chain(() -> outbox.publish(PolicyRecord.FAMILY, published(row, publisher)))
                            .replaceWith(() -> Outcome.done(new Published(row.facts(), candidate, true)));
                }));
    }

    private PolicyVersionRow row(String set, long version, String digest, Candidate candidate, Publisher publisher) {
        var row = new PolicyVersionRow();
        row.id = PolicyVersionRow.idOf(set, version);
        row.set = set;
        row.version = version;
        row.sourceDigest = digest;
        row.digest = PolicyParts.digest(candidate.json());
        row.parts = PolicyParts.split(candidate.json()).size();
        row.policies = candidate.version().policies().size();
        row.tests = candidate.tests().size();
        row.author = publisher.name();
        row.comment = candidate.submission().comment();
        row.publishedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return row;
    }

    private static PolicyRecord published(PolicyVersionRow row, Publisher publisher) {
        return new PolicyRecord.Published(
                row.set,
                row.version,
                1,
                false,
                row.sourceDigest,
                row.policies,
                row.tests,
                row.comment,
                row.publishedAt,
                publisher.by());
    }

    private static PolicyTextRow text(PolicyVersionRow version, Candidate candidate) {
        var row = new PolicyTextRow();
        row.id = version.id;
        row.sources = candidate.submission().json();
        row.compiled = candidate.json();
        return row;
    }
}
