package dev.mandate.identity.clients;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Says of secrets that they end soon, while their next can still be made; those of the configuration go on by running with it. */
@ApplicationScoped
class SecretSweep {
    private static final Logger LOG = Logger.getLogger(SecretSweep.class);
    private static final int BATCH = 100;

    private final ConfiguredSecrets configured;
    private final EndingSecrets ending;

    SecretSweep(ConfiguredSecrets configured, EndingSecrets ending) {
        this.configured = configured;
        this.ending = ending;
    }

    @Scheduled(every = "${mandate.ending-secret-sweep-every:10m}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return Panache.withTransaction(configured::renew)
                .chain(() -> Panache.withTransaction(() -> ending.tell(BATCH)))
                .invoke(told -> {
                    if (told > 0) LOG.warnf("%d secrets end soon: GET /secrets or deploy/mandate secrets list", told);
                })
                .replaceWithVoid();
    }
}
