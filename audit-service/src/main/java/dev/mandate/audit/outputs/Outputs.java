package dev.mandate.audit.outputs;

import dev.mandate.messaging.ThisMachine;
import dev.mandate.messaging.deadletters.DeadLetters;
import dev.mandate.messaging.follower.Backoff;
import dev.mandate.messaging.kafka.KafkaClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;

/** The outputs that are configured; a setting that can't work stops the start. */
@ApplicationScoped
class Outputs {
    private final OutputsConfig config;
    private final KafkaClients clients;
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final List<OutputConsumer> consumers = new ArrayList<>();

    Outputs(
            OutputsConfig config,
            KafkaClients clients,
            DeadLetters deadLetters,
            MeterRegistry meters,
            InstantSource clock) {
        this.config = config;
        this.clients = clients;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.clock = clock;
        config.webhook()
                .forEach((name, it) -> add("webhook-" + name, new Webhook(it.url(), it.secret(), it.timeout(), clock)));
        config.syslog()
                .forEach((name, it) -> add(
                        "syslog-" + name,
                        new Syslog(
                                it.transport(),
                                it.host(),
                                it.port(),
                                it.hostname().or(ThisMachine::name).orElse("-"),
                                (SSLSocketFactory) SSLSocketFactory.getDefault())));
    }

    void start(@Observes StartupEvent event) {
        consumers.forEach(OutputConsumer::start);
    }

    void stop(@Observes ShutdownEvent event) {
        consumers.forEach(OutputConsumer::close);
    }

    List<OutputConsumer> consumers() {
        return List.copyOf(consumers);
    }

    private void add(String name, Output output) {
        if (!name.matches("[A-Za-z0-9-]{1,80}"))
            throw new IllegalArgumentException("call an output by letters, digits and hyphens: " + name);
        consumers.add(
                new OutputConsumer(name, output, new Backoff(config.pause()), clients, deadLetters, meters, clock));
    }
}
