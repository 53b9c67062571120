package dev.mandate.audit.rules;

import dev.mandate.audit.engine.rules.PublishedRules;
import dev.mandate.audit.engine.rules.StandInRules;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import dev.mandate.events.administration.ProposedChange;
import dev.mandate.events.risk.RuleRecord;
import dev.mandate.events.risk.RuleState;
import dev.mandate.messaging.health.DigestFigure;
import dev.mandate.messaging.projection.StateListener;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import dev.mandate.messaging.proposals.FileChanges;
import dev.mandate.messaging.proposals.Reach;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The rules that count now, in every replica alike: published ones over those that stand in. */
@ApplicationScoped
public class CurrentRules implements RuleSource {
    private static final Logger LOG = Logger.getLogger(CurrentRules.class);

    private final StandInRules standIn;
    private final PublishedRules published = new PublishedRules(this::rebuild);
    private final StateProjection<RuleRecord> states;
    private final FileChanges changes;
    private final InstantSource clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "rules"));
    private RuleBook files;
    /** What files said before they were changed. */
    private RuleBook before = RuleBook.of(List.of());

    private volatile RuleBook book;

    @Inject
    CurrentRules(
            RulesConfig config,
            StateProjections projections,
            FileChanges changes,
            MeterRegistry metrics,
            InstantSource clock) {
        this.changes = changes;
        this.standIn = new StandInRules(config.directory());
        this.clock = clock;
        this.files = standIn.get();
        this.book = files;
        this.states = projections.of(RuleRecord.FAMILY, new RuleListener(published));
        metrics.gauge("mandate_rules_refused", this, rules -> rules.standIn.problems() + rules.published.problems());
        DigestFigure.register(metrics, "mandate_rules_digest", () -> book.digest());
        metrics.gauge("mandate_rules", this, rules -> rules.book.rules().size());
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        states.start();
        changes.watch(() -> standIn.ofFiles().map(CurrentRules::change));
        var unused = timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
        states.close();
    }

    @Override
    public RuleBook get() {
        return book;
    }

    @Override
    public boolean caughtUp() {
        return states.caughtUp();
    }

    /** What counts for ids of which nothing is published. */
    public RuleBook standingIn() {
        return standIn.get();
    }

    /** What its files changed, without anybody's yes. */
    private static ProposedChange change(RuleBook files) {
        return new ProposedChange(
                "rule-files",
                "files",
                "judge by the %d rules of its files, where none of the same id is published"
                        .formatted(files.rules().size()),
                Reach.lines(files.rules().stream().map(Rule::id).toList()),
                files.digest());
    }

    private void look() {
        try {
            standIn.look();
            rebuild();
        } catch (RuntimeException e) {
            LOG.error("the rules could not be looked at", e);
        }
    }

    private synchronized void rebuild() {
        var now = clock.instant();
        var newest = standIn.get();
        if (newest != files) {
            before = files.replacedAt(now);
            files = newest;
        }
        var rebuilt = RuleBook.of(List.of(published.over(newest), published.completing(before)))
                .at(now);
        if (rebuilt.digest().equals(book.digest())) return;
        book = rebuilt;
        LOG.infof("%d rules are in force, digest %s", rebuilt.rules().size(), rebuilt.digest());
    }

    private record RuleListener(PublishedRules published) implements StateListener<RuleRecord> {
        @Override
        public void applied(RuleRecord record) {
            if (record instanceof RuleState state) published.apply(state);
        }

        @Override
        public void unreadable(String key, String reason) {
            published.unreadable(key, reason);
        }

        @Override
        public void removed(String key) {
            published.forget(key);
        }
    }
}
