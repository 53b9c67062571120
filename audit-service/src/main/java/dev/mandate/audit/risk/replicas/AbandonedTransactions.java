package dev.mandate.audit.risk.replicas;

import static java.util.stream.Collectors.toSet;

import dev.mandate.messaging.kafka.KafkaClients;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Ends what a killed replica had begun, as soon as its group has given it up: behind an open transaction nothing is read. The broker does so
 * too, but only after {@code transaction.timeout.ms}, which must be longer than what a broker that is lost takes to be missed, or else each
 * such loss ends the transactions of replicas that live.
 */
@ApplicationScoped
@Unremovable
class AbandonedTransactions implements KafkaStreams.StateListener {
    private static final Logger LOG = Logger.getLogger(AbandonedTransactions.class);
    /** A rebalance is told when it begins, and who is lost may be missed only in the next one. */
    private static final int LOOKS = 20;

    private static final long BETWEEN_LOOKS_MILLIS = 1000;
    private static final int ANSWER_WITHIN_MILLIS = 5000;

    private final KafkaClients clients;
    private final String application;
    private final Semaphore rebalances = new Semaphore(0);
    private final Thread thread = new Thread(this::watch, "abandoned-transactions");

    @Inject
    AbandonedTransactions(
            KafkaClients clients, @ConfigProperty(name = "quarkus.kafka-streams.application-id") String application) {
        this.clients = clients;
        this.application = application;
        thread.setDaemon(true);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        thread.interrupt();
    }

    @Override
    public void onChange(KafkaStreams.State now, KafkaStreams.State before) {
        if (now == KafkaStreams.State.REBALANCING) rebalances.release();
    }

    private void watch() {
        try {
            while (true) {
                rebalances.acquire();
                afterRebalance();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void afterRebalance() throws InterruptedException {
        try (var admin = clients.admin()) {
            for (int look = 0; look < LOOKS; look++) {
                if (rebalances.drainPermits() > 0) look = 0;
                end(admin);
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
            }
        } catch (KafkaException e) {
            LOG.warn("what replicas that are gone had begun ends by its time alone", e);
        }
    }

    private void end(Admin admin) throws InterruptedException {
        try {
            // In this order: who has joined meanwhile is a member, and who begins one is.
            var open = open(admin);
            if (open.isEmpty()) return;
            var members = members(admin);
            if (!JobThread.known(application, members)) {
                LOG.debug("some replica has a kafka-streams.client.id of its own, so nobody knows who is gone");
                return;
            }
            var abandoned = JobThread.abandoned(application, members, open);
            if (abandoned.isEmpty()) return;
            admin.fenceProducers(abandoned).all().get(ANSWER_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
            LOG.warnf("ended what a replica that is gone had begun: %s", abandoned);
        } catch (ExecutionException e) {
            // A broker that is away says so each second; a right that is missing stays so.
            if (e.getCause() instanceof AuthorizationException) throw (AuthorizationException) e.getCause();
            LOG.debug("what a replica that is gone had begun can't be ended for the moment", e);
        } catch (TimeoutException e) {
            LOG.debug("what a replica that is gone had begun can't be ended for the moment", e);
        }
    }

    private Set<String> open(Admin admin) throws InterruptedException, ExecutionException {
        var options = new ListTransactionsOptions()
                .filterStates(Set.of(TransactionState.ONGOING))
                .timeoutMs(ANSWER_WITHIN_MILLIS);
        return admin.listTransactions(options).all().get().stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> JobThread.ofTransactions(application, id).isPresent())
                .collect(toSet());
    }

    private List<String> members(Admin admin) throws InterruptedException, ExecutionException {
        return admin
                .describeConsumerGroups(
                        List.of(application), new DescribeConsumerGroupsOptions().timeoutMs(ANSWER_WITHIN_MILLIS))
                .all()
                .get()
                .values()
                .stream()
                .flatMap(group -> group.members().stream())
                .map(MemberDescription::clientId)
                .toList();
    }
}
