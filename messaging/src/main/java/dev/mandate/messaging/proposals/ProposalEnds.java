package dev.mandate.messaging.proposals;

import dev.mandate.messaging.sweep.Repeated;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Ends what nobody approved in time, so that it is told; that it can't be approved any more doesn't wait for this. */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class ProposalEnds {
    private static final int AT_ONCE = 100;

    private final Repeated ends;

    ProposalEnds(Proposals proposals) {
        ends = new Repeated(
                "proposal-ends", () -> VertxContextSupport.subscribeAndAwait(() -> proposals.end(AT_ONCE)) == AT_ONCE);
    }

    void start(@Observes StartupEvent event) {
        ends.begin(Duration.ofMinutes(1), Duration.ofMinutes(1));
    }

    void stop(@Observes ShutdownEvent event) {
        ends.close();
    }
}
