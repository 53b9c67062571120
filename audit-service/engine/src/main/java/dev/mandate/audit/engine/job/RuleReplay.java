package dev.mandate.audit.engine.job;

import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.risk.FindingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges once more what happened, by given rules and about everything beside the calls (tools, tasks, what is usual for an agent, suppressions) as it is
 * now. What it finds is told to whoever asks, and to nobody else. An action whose decision isn't told to it is {@linkplain #unjudged not judged}, and
 * what its session does next is. One thread.
 */
public final class RuleReplay {
    /** A decision comes before the action that names it, but for what clocks differ by. */
    private static final Duration LATE_DECISION = Duration.ofMinutes(1);

    private final PlayedJob job;
    private final Map<String, FindingEvent> incidents = new LinkedHashMap<>();
    private Instant now;
    private long nanos;
    private int unjudged;

    /** @param begin before all that is told */
    public RuleReplay(RuleBook rules, Surroundings known, Instant begin) {
        this.job = new PlayedJob(() -> rules, known, begin);
        this.now = begin;
    }

    /**
     * What an incident is about, by which one of other rules' is told to be the same.
     *
     * @param rule id
     * @param group fields by which the rule groups, with their values
     */
    private record Subject(
            String rule,
            Map<String, String> group,
            @Nullable String session) {
        static Subject of(FindingEvent finding) {
            var about = finding.unmapped();
            return new Subject(
                    finding.findingInfo().analytic().uid(),
                    about.group() == null ? Map.of() : about.group(),
                    about.session());
        }
    }

    /** @param came when it was recorded; one that came earlier than the one before counts as if it came with it */
    public void decision(Envelope<? extends DecisionEvent> decision, Instant came) {
        pass(came);
        var wire = CloudEventCodec.encode(DecisionEvent.FAMILY, decision);
        take(() -> job.decision(wire));
    }

    /** As {@link #decision}. */
    public void action(Envelope<? extends ActionEvent> action, Instant came) {
        pass(came);
        var wire = CloudEventCodec.encode(ActionEvent.FAMILY, action);
        take(() -> job.action(wire));
    }

    private void pass(Instant came) {
        if (!came.isAfter(now)) return;
        var meanwhile = Duration.between(now, came);
        now = came;
        take(() -> job.pass(meanwhile));
        take(() -> unjudged += job.passOver(LATE_DECISION));
    }

    private void take(Runnable step) {
        var began = System.nanoTime();
        step.run();
        nanos += System.nanoTime() - began;
        job.states();
        job.tallies();
        unjudged += job.refused().size();
        for (var finding : job.findings()) {
            var id = finding.findingInfo().uid().value();
            if (finding.activityId() == FindingEvent.CLOSE) incidents.remove(id); // a call that came late took it back
            else incidents.put(id, finding);
        }
    }

    /** Each as it was told last, in the order in which they began. */
    public List<FindingEvent> incidents() {
        return List.copyOf(incidents.values());
    }

    /** How much of what was told was not judged: actions whose decisions were not told, and what can't be read. */
    public int unjudged() {
        return unjudged + job.waiting();
    }

    /** For how long it has judged, without what it took to tell it. */
    public Duration took() {
        return Duration.ofNanos(nanos);
    }

    /** Those of some incidents that are about nothing that the others are about. */
    public static List<FindingEvent> without(Collection<FindingEvent> incidents, Collection<FindingEvent> others) {
        Set<Subject> known = others.stream().map(Subject::of).collect(Collectors.toSet());
        return incidents.stream()
                .filter(each -> !known.contains(Subject.of(each)))
                .toList();
    }
}
