package dev.mandate.messaging.outputs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** The outputs that a service has. */
public final class Outputs implements AutoCloseable {
    /** A receiver that is started anew is none to look after. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final List<OutputConsumer<?, ?>> all = new CopyOnWriteArrayList<>();

    /** @throws IllegalArgumentException if it is called by anything but letters, digits and hyphens, which stops the start */
    public void add(OutputConsumer<?, ?> output) {
        if (!output.name().matches("[A-Za-z0-9-]{1,80}"))
            throw new IllegalArgumentException("call an output by letters, digits and hyphens: " + output.name());
        all.add(output);
    }

    public List<OutputConsumer<?, ?>> all() {
        return List.copyOf(all);
    }

    public void start() {
        all.forEach(OutputConsumer::start);
    }

    @Override
    public void close() {
        all.forEach(OutputConsumer::close);
    }

    /** Down while a message waits for an output, which is none of readiness, since a replica less makes no output answer. */
    public HealthCheckResponse well() {
        var response = HealthCheckResponse.named("outputs").up();
        for (var output : all) {
            var waits = output.waits();
            if (waits.compareTo(LONGEST) < 0) continue;
            response.down()
                    .withData(
                            output.name(),
                            "takes nothing for %d s%s: %s"
                                    .formatted(waits.toSeconds(), Availability.waiting(output.behind()), output.why()));
        }
        return response.build();
    }
}
