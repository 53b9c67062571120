package dev.mandate.lifecycle.notices;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.lifecycle.approvals.ApprovalNotice;
import dev.mandate.lifecycle.approvals.ApprovalNotices;
import dev.mandate.lifecycle.sql.Rows;
import dev.mandate.messaging.deadletters.DeadLetters;
import dev.mandate.messaging.follower.Backoff;
import dev.mandate.messaging.inbox.FailureKind;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.outputs.OutputConsumer;
import dev.mandate.messaging.outputs.OutputSource;
import dev.mandate.messaging.outputs.Outputs;
import dev.mandate.messaging.outputs.ShownTarget;
import dev.mandate.messaging.outputs.Webhook;
import dev.mandate.messaging.proposals.FileChanges;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The webhooks that are told of approvals; a setting that can't work stops the start. */
@ApplicationScoped
class ApprovalWebhooks {
    private static final String GROUPS = "lifecycle-output-";

    private final Optional<URI> console;
    private final ApprovalNotices notices;
    private final KafkaClients clients;
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final FileChanges changes;
    private final Outputs outputs = new Outputs();

    /** @param console where people see the console, to which notices lead; without it they name no page */
    ApprovalWebhooks(
            NoticesConfig config,
            @ConfigProperty(name = "mandate.console.url") Optional<URI> console,
            ApprovalNotices notices,
            KafkaClients clients,
            DeadLetters deadLetters,
            MeterRegistry meters,
            InstantSource clock,
            FileChanges changes) {
        this.console = console;
        this.notices = notices;
        this.clients = clients;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.clock = clock;
        this.changes = changes;
        config.webhook().forEach((name, it) -> outputs.add(consumer(name, it), ShownTarget.of(it.url())));
    }

    void start(@Observes StartupEvent event) {
        outputs.start();
        changes.watch(() -> Optional.of(outputs.asSet("approvals")));
    }

    void stop(@Observes ShutdownEvent event) {
        outputs.close();
    }

    Outputs outputs() {
        return outputs;
    }

    OutputConsumer<ApprovalState, Notice> consumer(String name, NoticesConfig.Webhook webhook) {
        var source = new OutputSource<>(GROUPS, ApprovalState.FAMILY, (event, value) -> notice(event, webhook.mail()));
        return new OutputConsumer<>(
                source,
                "webhook-" + name,
                new Webhook<>(
                        "mandate.approvals.webhook." + name, webhook.url(), webhook.secret(), webhook.timeout(), clock),
                new Backoff(webhook.pause()),
                clients,
                deadLetters,
                meters,
                clock);
    }

    /** As it is in the database when it is sent: what has become something else meanwhile is told by that alone. */
    private Optional<Notice> notice(Envelope<ApprovalState> event, boolean mail) throws IOException {
        return read(event.data(), mail)
                .map(it -> new Notice(event.id(), Rows.json(it).getBytes(UTF_8)));
    }

    private Optional<ApprovalNotice> read(ApprovalState state, boolean mail) throws IOException {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () -> Panache.withSession(() -> notices.of(state, console.orElse(null), mail)));
        } catch (Throwable e) {
            if (FailureKind.waits(e)) throw new IOException("the approval can't be read: " + e, e);
            throw e instanceof RuntimeException broken ? broken : new IllegalStateException(e);
        }
    }
}
