package dev.mandate.audit.publishing;

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
import org.jspecify.annotations.Nullable;

/** Checks a text and keeps it as the next version of its rule. */
@ApplicationScoped
class Publishing {
    private final RuleStore store;
    private final Rules rules;
    private final InstantSource clock;
    /** One at a time, so that a costly text delays other publishers and nobody else. */
    private final ExecutorService checker = Executors.newSingleThreadExecutor(task -> new Thread(task, "rule-check"));

    Publishing(RuleStore store, Rules rules, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.clock = clock;
    }

    /** @param added false where a version already has the same content, and stays it */
    record Published(Rules.VersionFacts version, boolean added) {}

    void stop(@Observes ShutdownEvent event) {
        checker.shutdownNow();
    }

    /** Everything but keeping it. */
    Uni<Outcome<Candidate>> check(String sigma) {
        var context = Vertx.currentContext();
        var checked = Uni.createFrom().item(() -> Candidate.check(sigma)).runSubscriptionOn(checker);
        return context == null ? checked : checked.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }

    Uni<Outcome<Published>> publish(String sigma, @Nullable String comment, String author) {
        return check(sigma)
                .chain(checked -> checked.fold(
                        candidate -> keep(candidate, comment, author),
                        refused -> Uni.createFrom().item(Outcome.<Published>refused(refused))));
    }

    private Uni<Outcome<Published>> keep(Candidate candidate, @Nullable String comment, String author) {
        var id = candidate.rule().id();
        var shipped = rules.shippedCalled(candidate.name());
        if (shipped != null && !shipped.id().equals(id)) return taken(candidate.name());
        return Panache.withTransaction(() -> store.lockedOrNew(id, candidate.name())
                .chain(row -> row == null || !row.name.equals(candidate.name())
                        ? taken(candidate.name())
                        : store.versions(id).chain(versions -> {
                            for (var version : versions)
                                if (version.digest.equals(candidate.rule().version()))
                                    return Uni.createFrom().item(Outcome.done(new Published(version.facts(), false)));
                            var version = row(
                                    candidate, versions.isEmpty() ? 1 : versions.get(0).version + 1, comment, author);
                            return store.add(version)
                                    .replaceWith(() -> Outcome.done(new Published(version.facts(), true)));
                        })));
    }

    private static Uni<Outcome<Published>> taken(String name) {
        return Uni.createFrom()
                .item(Outcome.refused(
                        Outcome.Kind.CONFLICT,
                        "Keep the name of the rule, and don't take another's: '" + name + "' is another one"));
    }

    private RuleVersionRow row(Candidate candidate, long version, @Nullable String comment, String author) {
        var row = new RuleVersionRow();
        row.rule = candidate.rule().id();
        row.version = version;
        row.id = row.rule + "/" + version;
        row.digest = candidate.rule().version();
        row.title = candidate.rule().title();
        row.level = candidate.rule().level().name().toLowerCase(java.util.Locale.ROOT);
        row.tests = candidate.tests();
        row.sigma = candidate.sigma();
        row.author = author;
        row.comment = comment;
        row.publishedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return row;
    }
}
