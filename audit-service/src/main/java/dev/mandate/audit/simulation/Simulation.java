package dev.mandate.audit.simulation;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.mandate.audit.engine.job.RuleReplay;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.audit.identities.Accountable;
import dev.mandate.audit.rules.CurrentRules;
import dev.mandate.audit.simulation.SimulationReport.Example;
import dev.mandate.audit.simulation.SimulationReport.RuleCount;
import dev.mandate.audit.simulation.TrailHistory.End;
import dev.mandate.audit.simulation.TrailHistory.Extent;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.risk.FindingEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges what happened once more, by the rules in force and by these with a candidate in place of its rule, both about tools, tasks and profiles as they
 * are now: what differs between the two is what activation would change. Nothing of it is written anywhere. One at a time.
 */
@ApplicationScoped
public class Simulation {
    /** Lines of the trail that one question may read; of more, the newest. */
    static final int MOST = 50_000;

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int TOLD = 50;

    private final TrailHistory history;
    private final RecordedFindings recorded;
    private final CurrentRules rules;
    private final Surroundings known;
    private final Accountable accountable;
    private final InstantSource clock;
    private final ThreadPoolExecutor player =
            new ThreadPoolExecutor(0, 1, 30, SECONDS, new SynchronousQueue<>(), task -> {
                var thread = new Thread(task, "rule-simulation");
                thread.setDaemon(true);
                return thread;
            });

    Simulation(
            TrailHistory history,
            RecordedFindings recorded,
            CurrentRules rules,
            Surroundings known,
            Accountable accountable,
            InstantSource clock) {
        this.history = history;
        this.recorded = recorded;
        this.rules = rules;
        this.known = known;
        this.accountable = accountable;
        this.clock = clock;
    }

    void stop(@Observes ShutdownEvent event) {
        player.shutdownNow();
    }

    /** Empty while another one runs. @param candidate the rule alone, with those it refers to */
    public Uni<Optional<SimulationReport>> run(RuleBook candidate, Duration back) {
        var context = Vertx.currentContext();
        var answer = Uni.createFrom()
                .item(() -> Optional.of(new Run(candidate).over(back)))
                .runSubscriptionOn(player)
                .onFailure(RejectedExecutionException.class)
                .recoverWithItem(Optional.empty());
        return context == null ? answer : answer.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }

    private final class Run implements TrailHistory.Told {
        private final Rule rule;
        private final RuleBook before;
        private final RuleBook after;
        private final String name;
        private @Nullable Replays replays;
        private int decisions;
        private int actions;

        Run(RuleBook candidate) {
            rule = candidate.rules().get(0);
            name = candidate.nameOf(rule);
            before = rules.get();
            after = RuleBook.of(List.of(before.only(each -> !each.id().equals(rule.id())), candidate));
        }

        SimulationReport over(Duration back) {
            var now = clock.instant();
            var since = now.minus(back);
            var deadline = System.nanoTime() + LONGEST.toNanos();
            var headroom = new Headroom();
            var extent = history.read(since, now, MOST, () -> room(deadline, headroom), this);
            var played = begun(now);
            var found = played.inForce().incidents();
            var wouldBeFound = played.withCandidate().incidents();
            var newly = RuleReplay.without(wouldBeFound, found);
            var gone = RuleReplay.without(found, wouldBeFound);
            return new SimulationReport(
                    since,
                    extent.first(),
                    extent.last(),
                    decisions,
                    actions,
                    extent.unreadable()
                            + Math.max(
                                    played.inForce().unjudged(),
                                    played.withCandidate().unjudged()),
                    extent.cut(),
                    extent.end() == End.NO_TIME,
                    extent.end() == End.NO_MEMORY,
                    perSecond(played.inForce()),
                    perSecond(played.withCandidate()),
                    counts(found, wouldBeFound, newly, gone, looked(extent, since, now)),
                    examples(newly, gone));
        }

        private Range looked(Extent extent, Instant since, Instant now) {
            var first = extent.first();
            var last = extent.last();
            return new Range(
                    extent.cut() && first != null ? first : since,
                    extent.end() == End.ALL_READ ? now : last == null ? since : last);
        }

        private List<RuleCount> counts(
                List<FindingEvent> found,
                List<FindingEvent> wouldBeFound,
                List<FindingEvent> newly,
                List<FindingEvent> gone,
                Range looked) {
            var ids = new TreeSet<String>();
            ids.add(rule.id());
            Stream.concat(newly.stream(), gone.stream()).map(Simulation::ruleOf).forEach(ids::add);
            var told = recorded.between(looked.since(), looked.until(), ids);
            var names = new TreeMap<String, String>();
            Stream.concat(found.stream(), wouldBeFound.stream())
                    .forEach(each -> names.put(
                            ruleOf(each), each.findingInfo().analytic().name()));
            names.put(rule.id(), name);
            return ids.stream()
                    .map(id -> new RuleCount(
                            id,
                            names.getOrDefault(id, id),
                            id.equals(rule.id()),
                            told.getOrDefault(id, 0L),
                            of(id, found),
                            of(id, wouldBeFound),
                            of(id, newly),
                            of(id, gone)))
                    .toList();
        }

        private long perSecond(RuleReplay replay) {
            if (replay.took().isZero()) return 0;
            return Math.round((decisions + actions) * 1e9 / replay.took().toNanos());
        }

        @Override
        public void decision(Envelope<? extends DecisionEvent> decision, Instant came) {
            var both = begun(came);
            both.inForce().decision(decision, came);
            both.withCandidate().decision(decision, came);
            decisions++;
        }

        @Override
        public void action(Envelope<? extends ActionEvent> action, Instant came) {
            var both = begun(came);
            both.inForce().action(action, came);
            both.withCandidate().action(action, came);
            actions++;
        }

        private Replays begun(Instant came) {
            var both = replays;
            if (both == null)
                both = new Replays(new RuleReplay(before, known, came), new RuleReplay(after, known, came));
            replays = both;
            return both;
        }
    }

    /** The time that was looked at. */
    private record Range(Instant since, Instant until) {}

    private static End room(long deadline, Headroom headroom) {
        if (System.nanoTime() >= deadline) return End.NO_TIME;
        return headroom.isLeft() ? End.ALL_READ : End.NO_MEMORY;
    }

    /** By the rules in force, and by these with the candidate. */
    private record Replays(RuleReplay inForce, RuleReplay withCandidate) {}

    private static String ruleOf(FindingEvent finding) {
        return finding.findingInfo().analytic().uid();
    }

    private static long of(String rule, List<FindingEvent> findings) {
        return findings.stream().filter(each -> ruleOf(each).equals(rule)).count();
    }

    private List<Example> examples(List<FindingEvent> newly, List<FindingEvent> gone) {
        var examples = new ArrayList<Example>();
        newly.stream().limit(TOLD).forEach(each -> examples.add(example(each, false)));
        gone.stream().limit(TOLD).forEach(each -> examples.add(example(each, true)));
        return List.copyOf(examples);
    }

    private Example example(FindingEvent finding, boolean gone) {
        var about = finding.unmapped();
        return new Example(
                gone,
                finding.findingInfo().analytic().name(),
                Optional.ofNullable(FindingEvent.severityName(finding.severityId()))
                        .orElse("unknown"),
                Instant.ofEpochMilli(finding.time()),
                finding.message(),
                about.agents().isEmpty() ? null : named(about.agents().get(0)),
                about.person() == null ? null : named(about.person()),
                about.session());
    }

    private String named(String id) {
        return IdentityId.parse(id).map(accountable::named).orElse(id);
    }
}
