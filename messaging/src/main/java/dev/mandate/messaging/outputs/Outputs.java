package dev.mandate.messaging.outputs;

import dev.mandate.events.administration.ProposedChange;
import dev.mandate.events.digests.Sha256;
import dev.mandate.messaging.proposals.Reach;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** The outputs that a service has. */
public final class Outputs implements AutoCloseable {
    /** A receiver that is started anew is none to look after. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final List<OutputConsumer<?, ?>> all = new CopyOnWriteArrayList<>();
    /** By name. */
    private final Map<String, String> targets = new ConcurrentSkipListMap<>();

    /**
     * @param target where it sends to, as people may read it: nothing secret
     * @throws IllegalArgumentException if it is called by anything but letters, digits and hyphens, which stops the start
     */
    public void add(OutputConsumer<?, ?> output, String target) {
        if (!output.name().matches("[A-Za-z0-9-]{1,80}"))
            throw new IllegalArgumentException("call an output by letters, digits and hyphens: " + output.name());
        all.add(output);
        targets.put(output.name(), target);
    }

    public List<OutputConsumer<?, ?>> all() {
        return List.copyOf(all);
    }

    /**
     * What settings of this replica say of where something is sent, also that it is sent nowhere: whoever diverts it is seen.
     *
     * @param what is sent, such as {@code findings}
     */
    public ProposedChange asSet(String what) {
        var each = targets.entrySet().stream()
                .map(output -> output.getKey() + " to " + output.getValue())
                .toList();
        var where = each.isEmpty() ? "nowhere" : each.size() == 1 ? "to one output" : "to " + each.size() + " outputs";
        return new ProposedChange(
                "outputs",
                what,
                "send " + what + " " + where + ", as its settings say",
                Reach.lines(each),
                Sha256.of(what + "\n" + String.join("\n", each)).hex());
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
