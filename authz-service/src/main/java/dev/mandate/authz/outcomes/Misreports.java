package dev.mandate.authz.outcomes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mandate.authz.engine.recording.DecisionRecorder;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.authz.DecisionAddendum.Misreported;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.messaging.quota.Quota;
import dev.mandate.messaging.quota.Shares;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts on record what callers told of calls that weren't theirs to tell of. Of one decision it is each caller once, and four of them; of one caller ten at
 * once, and one a minute after that: whoever floods this door fills neither the topic nor anybody's findings. What isn't put on record for that is counted,
 * and is when it is told again in time.
 */
@Singleton
class Misreports {
    private static final int OF_ONE_DECISION = 4;

    /** In units of seconds. */
    private static final long EACH = 60;

    private static final Quota QUOTA = new Quota(1, 10 * EACH, 1);
    private static final int CALLERS = 10_000;
    private static final int DECISIONS = 10_000;
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final DecisionRecorder recorder;
    private final Shares shares = new Shares(QUOTA, CALLERS);
    private final Cache<DecisionId, Set<Actor>> told = Caffeine.newBuilder()
            .maximumSize(DECISIONS)
            .expireAfterWrite(REMEMBERED)
            .build();

    private final Counter ofCaller;
    private final Counter ofDecision;

    @Inject
    Misreports(DecisionRecorder recorder, MeterRegistry meters) {
        this.recorder = recorder;
        this.ofCaller = meters.counter("mandate.misreports.unrecorded", "why", "caller");
        this.ofDecision = meters.counter("mandate.misreports.unrecorded", "why", "decision");
    }

    /** Of another's decision. */
    void by(Actor caller, DecisionId decision, @Nullable SessionId session, Status said, Instant now) {
        record(new Misreported(decision, now, session, said, caller, null));
    }

    /** Of a dry run, by which nothing may be done. */
    void ofDryRun(Actor caller, DecisionId decision, @Nullable SessionId session, Status said, Instant now) {
        record(new Misreported(decision, now, session, said, caller, true));
    }

    private void record(Misreported told) {
        if (hasRoom(told.by(), told.decision())) recorder.record(told, null);
    }

    /** Only what will be on record takes a place of the decision's. */
    private boolean hasRoom(Actor caller, DecisionId decision) {
        var callers = told.get(decision, any -> ConcurrentHashMap.newKeySet());
        synchronized (callers) {
            if (callers.contains(caller)) return false;
            if (callers.size() >= OF_ONE_DECISION) return dropped(ofDecision);
            if (shares.of(caller.acting()).take(EACH) > 0) return dropped(ofCaller);
            return callers.add(caller);
        }
    }

    private static boolean dropped(Counter why) {
        why.increment();
        return false;
    }
}
