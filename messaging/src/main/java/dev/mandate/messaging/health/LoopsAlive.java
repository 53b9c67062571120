package dev.mandate.messaging.health;

import dev.mandate.messaging.sweep.Repeated;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Not alive while an event loop does nothing that it is asked to: who is answered by it waits for good. One that is busy is alive, and so is a
 * process that gets no time, since looks are counted and not seconds.
 */
@Liveness
@ApplicationScoped
class LoopsAlive implements AsyncHealthCheck {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    /** Classes that are loaded on a machine with twenty times as much to do as it can have held one for six seconds. */
    static final int LOOKS = 6;

    private final List<Beat> beats;
    private final Repeated looks;

    @Inject
    LoopsAlive(Vertx vertx) {
        this(loops((VertxInternal) vertx));
    }

    LoopsAlive(List<Executor> loops) {
        this.beats = loops.stream().map(Beat::new).toList();
        this.looks = new Repeated("loops-alive", () -> {
            look();
            return false;
        });
    }

    private static List<Executor> loops(VertxInternal vertx) {
        var loops = new ArrayList<Executor>();
        vertx.getEventLoopGroup().forEach(loops::add);
        return loops;
    }

    void start(@Observes StartupEvent event) {
        looks.begin(BETWEEN_LOOKS, BETWEEN_LOOKS);
    }

    void look() {
        beats.forEach(Beat::look);
    }

    /** Without another thread, so that it never waits for one. */
    @Override
    public Uni<HealthCheckResponse> call() {
        var standing = beats.stream().filter(beat -> beat.missed >= LOOKS).count();
        return Uni.createFrom()
                .item(HealthCheckResponse.named("event loops")
                        .status(standing == 0)
                        .withData("all", beats.size())
                        .withData("standing still", standing)
                        .build());
    }

    @PreDestroy
    void end() {
        looks.close();
    }

    /** Of one loop. */
    private static final class Beat {
        private final Executor loop;
        private volatile boolean asked;
        private volatile int missed;

        Beat(Executor loop) {
            this.loop = loop;
        }

        private void look() {
            missed = asked ? missed + 1 : 0;
            if (asked) return;
            asked = true;
            loop.execute(() -> asked = false);
        }
    }
}
