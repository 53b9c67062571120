package dev.mandate.authz.recording;

import dev.mandate.authz.engine.sessions.Receipts;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** The receipts of this process, as its operator wants them. */
@ApplicationScoped
class GivenReceipts {
    private static final Logger LOG = Logger.getLogger(GivenReceipts.class);

    @Produces
    @Singleton
    Receipts receipts(ReceiptConfig config) {
        return config.receipts();
    }

    void start(@Observes StartupEvent event, ReceiptConfig config) {
        if (config.secret().isEmpty())
            LOG.warn("Whoever may write agent.actions.v1 may tell of any call: mandate.receipts.secret isn't set");
    }
}
