package dev.mandate.messaging.replays;

import dev.mandate.messaging.deadletters.DeadLetters;
import dev.mandate.messaging.sweep.Repeated;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * {@code mandate_dead_letters_waiting}: how many of the newest {@value #NEWEST} dead letters wait for somebody. It follows what is refused, replayed and
 * dismissed here within a quarter of a minute, what other replicas do within a minute where one waits, else within ten.
 */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class WaitingLetters {
    static final int NEWEST = 200;

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(15);
    /** To look costs a connection to the broker. */
    private static final int WHILE_SOME_WAIT = 4;

    private static final int WHILE_NONE_DOES = 40;

    private final DeadLetterReplays letters;
    private final DeadLetters refused;
    private final Repeated looks = new Repeated("dead-letters-waiting", this::some);

    private volatile long waiting;
    private volatile boolean changed = true;
    private long seen;
    private int pauses;

    WaitingLetters(DeadLetterReplays letters, DeadLetters refused, MeterRegistry meters) {
        this.letters = letters;
        this.refused = refused;
        Gauge.builder("mandate.dead.letters.waiting", () -> waiting)
                .description("How many of the newest 200 dead letters of this service wait for somebody")
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        looks.begin(FIRST, PAUSE);
    }

    void stop(@Observes ShutdownEvent event) {
        looks.close();
    }

    /** Somebody has done something about one. */
    void haveChanged() {
        changed = true;
    }

    private boolean some() throws Throwable {
        if (changed || refused.kept() != seen || ++pauses >= (waiting > 0 ? WHILE_SOME_WAIT : WHILE_NONE_DOES)) look();
        return false;
    }

    /** Blocks; not for an event loop. What fails is tried again in a minute. */
    synchronized void look() throws Throwable {
        changed = false;
        seen = refused.kept();
        pauses = (waiting > 0 ? WHILE_SOME_WAIT : WHILE_NONE_DOES) - WHILE_SOME_WAIT;
        waiting = VertxContextSupport.subscribeAndAwait(() -> letters.waiting(NEWEST));
        pauses = 0;
    }
}
