package dev.mandate.messaging.proposals;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Ends what nobody approved in time, so that it is told; that it can't be approved any more doesn't wait for this. */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class ProposalEnds {
    private static final Logger LOG = Logger.getLogger(ProposalEnds.class);
    private static final int AT_ONCE = 100;

    private final Proposals proposals;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "proposal-ends");
        thread.setDaemon(true);
        return thread;
    });

    ProposalEnds(Proposals proposals) {
        this.proposals = proposals;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // end() never throws
    void start(@Observes StartupEvent event) {
        timer.scheduleWithFixedDelay(this::end, 1, 1, TimeUnit.MINUTES);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void end() {
        try {
            while (VertxContextSupport.subscribeAndAwait(() -> proposals.end(AT_ONCE)) == AT_ONCE
                    && !timer.isShutdown()) Thread.onSpinWait();
        } catch (Throwable e) {
            LOG.warnf("proposals whose time is up could not be ended: %s", e.getMessage());
        }
    }
}
