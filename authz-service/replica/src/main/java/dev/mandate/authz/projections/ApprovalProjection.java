package dev.mandate.authz.projections;

import dev.mandate.authz.engine.approvals.Approvals;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.messaging.projection.StateListener;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;

/** Keeps the {@link Approvals} by their stream. */
@ApplicationScoped
public class ApprovalProjection {
    private final Approvals approvals = new Approvals(this::completeUntil);
    private final StateProjection<ApprovalState> stream;

    ApprovalProjection(StateProjections projections) {
        stream = projections.of(ApprovalState.FAMILY, new StateListener<>() {
            @Override
            public void applied(ApprovalState state) {
                approvals.apply(state);
            }

            @Override
            public void unreadable(String key, String reason) {
                approvals.forget(key);
            }

            @Override
            public void removed(String key) {
                approvals.forget(key);
            }
        });
    }

    public Approvals approvals() {
        return approvals;
    }

    private Instant completeUntil() {
        return stream.completeUntil();
    }

    void start(@Observes StartupEvent event) {
        stream.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stream.close();
    }
}
