package dev.mandate.audit.simulation;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.audit.engine.job.RuleReplay;
import dev.mandate.audit.engine.sigma.correlation.Rule;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.audit.identities.Accountable;
import dev.mandate.audit.rules.CurrentRules;
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

    /**
     * How it went.
     *
     * @param since from when on actions were asked for
     * @param first when the first line that was read happened; absent where none did
     * @param last when the last one did
     * @param decisions that were judged, some of them of the hour before
     * @param actions that were judged
     * @param cut there were more than 50,000 lines: the newest were read
     * @param late there was no more time: the newest were not read
     * @param inForcePerSecond how many lines a second the rules in force judge here, and nothing else
     * @param candidatePerSecond how many these judge with the candidate
     * @param rules the candidate's rule, and each other of which something differs
     * @param examples some of the findings that would be new and of those that would be gone
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Report(
            Instant since,
            @Nullable Instant first,
            @Nullable Instant last,
            int decisions,
            int actions,
            boolean cut,
            boolean late,
            long inForcePerSecond,
            long candidatePerSecond,
            List<RuleCount> rules,
            List<Example> examples) {}

    /**
     * Findings of a rule; those with other tools, people or knowledge than then.
     *
     * @param candidate whether it is the one that was sent
     * @param recorded that were told then, by whichever version
     * @param inForce that the version in force finds
     * @param withCandidate that the candidate finds
     * @param newly of these, about what the version in force finds nothing of
     * @param gone of those of the version in force, about what the candidate finds nothing of
     */
    public record RuleCount(
            String rule,
            String name,
            boolean candidate,
            long recorded,
            long inForce,
            long withCandidate,
            long newly,
            long gone) {}

    /**
     * A finding that would be new, or gone.
     *
     * @param at when what it is about happened last
     * @param agent who acted, by name and id; absent where nobody is known
     * @param person who answers for it, by name and id; absent where nobody is known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Example(
            boolean gone,
            String rule,
            String severity,
            Instant at,
            String what,
            @Nullable String agent,
            @Nullable String person,
            @Nullable String session) {}

    /** Empty while another one runs. @param candidate the rule alone, with those it refers to */
    public Uni<Optional<Report>> run(RuleBook candidate, Duration back) {
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

        Report over(Duration back) {
            var now = clock.instant();
            var since = now.minus(back);
            var deadline = System.nanoTime() + LONGEST.toNanos();
            var extent = history.read(since, now, MOST, () -> System.nanoTime() < deadline, this);
            var played = begun(now);
            var found = played.inForce().incidents();
            var wouldBeFound = played.withCandidate().incidents();
            var newly = RuleReplay.without(wouldBeFound, found);
            var gone = RuleReplay.without(found, wouldBeFound);
            return new Report(
                    since,
                    extent.first(),
                    extent.last(),
                    decisions,
                    actions,
                    extent.cut(),
                    extent.late(),
                    perSecond(played.inForce()),
                    perSecond(played.withCandidate()),
                    counts(found, wouldBeFound, newly, gone, since),
                    examples(newly, gone));
        }

        private List<RuleCount> counts(
                List<FindingEvent> found,
                List<FindingEvent> wouldBeFound,
                List<FindingEvent> newly,
                List<FindingEvent> gone,
                Instant since) {
            var ids = new TreeSet<String>();
            ids.add(rule.id());
            Stream.concat(newly.stream(), gone.stream()).map(Simulation::ruleOf).forEach(ids::add);
            var told = recorded.since(since, ids);
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
