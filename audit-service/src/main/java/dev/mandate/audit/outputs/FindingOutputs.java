package dev.mandate.audit.outputs;

import dev.mandate.audit.identities.FindingNames;
import dev.mandate.messaging.ThisMachine;
import dev.mandate.messaging.deadletters.DeadLetters;
import dev.mandate.messaging.follower.Backoff;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.outputs.Output;
import dev.mandate.messaging.outputs.OutputConsumer;
import dev.mandate.messaging.outputs.Outputs;
import dev.mandate.messaging.outputs.ShownTarget;
import dev.mandate.messaging.outputs.Webhook;
import dev.mandate.messaging.proposals.FileChanges;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** The outputs of findings that are configured; a setting that can't work stops the start. */
@ApplicationScoped
class FindingOutputs {
    private final OutputsConfig config;
    private final FindingNames names;
    private final KafkaClients clients;
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final FileChanges changes;
    private final Outputs outputs = new Outputs();

    FindingOutputs(
            OutputsConfig config,
            FindingNames names,
            KafkaClients clients,
            DeadLetters deadLetters,
            MeterRegistry meters,
            InstantSource clock,
            FileChanges changes) {
        this.config = config;
        this.names = names;
        this.clients = clients;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.clock = clock;
        this.changes = changes;
        config.webhook()
                .forEach((name, it) -> add(
                        "webhook-" + name,
                        new Webhook<>("mandate.outputs.webhook." + name, it.url(), it.secret(), it.timeout(), clock),
                        ShownTarget.of(it.url())));
        config.syslog()
                .forEach((name, it) -> add(
                        "syslog-" + name,
                        new Syslog(
                                it.transport(),
                                it.host(),
                                it.port(),
                                it.hostname().or(ThisMachine::name).orElse("-"),
                                (SSLSocketFactory) SSLSocketFactory.getDefault()),
                        "%s:%d by %s"
                                .formatted(
                                        it.host(),
                                        it.port(),
                                        it.transport().name().toLowerCase(Locale.ROOT))));
    }

    void start(@Observes StartupEvent event) {
        outputs.start();
        changes.watch(() -> Optional.of(outputs.asSet("findings")));
    }

    void stop(@Observes ShutdownEvent event) {
        outputs.close();
    }

    Outputs outputs() {
        return outputs;
    }

    private void add(String name, Output<OutgoingFinding> output, String target) {
        outputs.add(
                new OutputConsumer<>(
                        OutgoingFinding.source(names),
                        name,
                        output,
                        new Backoff(config.pause()),
                        clients,
                        deadLetters,
                        meters,
                        clock),
                target);
    }
}
