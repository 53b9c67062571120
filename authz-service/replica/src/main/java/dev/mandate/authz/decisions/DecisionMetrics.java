package dev.mandate.authz.decisions;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.recording.DecisionMeter;
import dev.mandate.events.authz.ShadowOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * {@code mandate_decisions_total{reason}}, how long deciding and recording take, {@code mandate_policies_watched_total{change}}:
 * answers that watched policies would have changed, and {@code mandate_decisions_raced_total}: allows that allows of other
 * replicas would have prevented.
 */
@Singleton
class DecisionMetrics implements DecisionMeter {
    private final MeterRegistry meters;
    private final Counter allows;
    private final Map<Reason, Counter> denials = new EnumMap<>(Reason.class);
    private final Counter raced;
    private final Timer deciding;
    private final Timer recording;

    DecisionMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.allows = meters.counter("mandate.decisions", "reason", "none");
        for (var reason : Reason.values())
            denials.put(reason, meters.counter("mandate.decisions", "reason", reason.code()));
        this.raced = meters.counter("mandate.decisions.raced");
        this.deciding = Timer.builder("mandate.decisions.deciding")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.recording = Timer.builder("mandate.decisions.recording")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
    }

    @Override
    public void decided(long nanos) {
        deciding.record(Duration.ofNanos(nanos));
    }

    @Override
    public void acknowledged(long nanos) {
        recording.record(Duration.ofNanos(nanos));
    }

    @Override
    public void answered(Verdict verdict) {
        var reason = verdict.reason();
        var counter = reason == null ? allows : denials.get(reason);
        if (counter != null) counter.increment();
        var shadow = verdict.shadow();
        if (shadow != null)
            meters.counter("mandate.policies.watched", "change", change(verdict, shadow))
                    .increment();
    }

    private static String change(Verdict verdict, ShadowOutcome shadow) {
        if (verdict.isForItsRecord() || verdict.allowed() == shadow.allowed()) return "none";
        return shadow.allowed() ? "deny_to_allow" : "allow_to_deny";
    }

    @Override
    public void raced() {
        raced.increment();
    }
}
