package dev.mandate.messaging.health;

import io.smallrye.health.AsyncHealthCheckFactory;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Probes have threads of their own: by default a check takes a worker, for which it would queue behind every request at the moment in which a
 * replica has most to do, and whoever probes it would take it for dead.
 */
@Alternative
@Priority(1)
@Singleton
class ProbeThreads extends AsyncHealthCheckFactory {
    /** A check of the database may wait for an answer of it while others are asked. */
    private static final int MOST = 4;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(MOST, MOST, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                var thread = new Thread(work, "probe");
                thread.setDaemon(true);
                return thread;
            });

    private final Map<Class<?>, RememberedCheck> remembered = new ConcurrentHashMap<>();

    ProbeThreads() {
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public Uni<HealthCheckResponse> callSync(HealthCheck check) {
        return Uni.createFrom()
                .completionStage(() -> remembered
                        .computeIfAbsent(
                                check.getClass(),
                                any -> new RememberedCheck(threads, RememberedCheck.PATIENCE, System::nanoTime))
                        .answer(check::call));
    }

    @PreDestroy
    void end() {
        threads.shutdownNow();
    }
}
