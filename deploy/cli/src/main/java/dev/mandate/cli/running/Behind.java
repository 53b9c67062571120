package dev.mandate.cli.running;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How far the services of a running system are behind what was written, by their own figures. */
public final class Behind {
    private static final Pattern FIGURE = Pattern.compile(
            "(mandate_outbox_pending|mandate_projection_lag_records|kafka_consumer_fetch_manager_records_lag)"
                    + "(?:\\{([^}]*)})? ([0-9.E]+)");
    private static final Pattern TOPIC = Pattern.compile("topic=\"([^\"]*)\"");
    /** More than any stream holds here: one that doesn't answer is further behind than one that does. */
    private static final long NOT_ANSWERING = 1_000_000;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Ports ports;

    public Behind(Ports ports) {
        this.ports = ports;
    }

    /**
     * @param records that are written and not taken up yet, of all streams together; less than before means that it comes nearer
     * @param words which streams these are; empty where all is taken up
     */
    public record Now(long records, String words) {}

    public Now now() {
        var records = 0L;
        var late = new ArrayList<String>();
        for (var service : Service.withDatabase()) {
            var figures = figures(service);
            if (figures == null) {
                records += NOT_ANSWERING;
                late.add(service.title() + " gives no answer");
                continue;
            }
            for (var stream : of(figures).entrySet()) {
                records += stream.getValue();
                late.add(service.title() + ": " + stream.getValue() + " of " + stream.getKey());
            }
        }
        return new Now(records, String.join(", ", late));
    }

    /** Those streams of which something is left, by name. */
    static TreeMap<String, Long> of(List<String> figures) {
        var streams = new TreeMap<String, Long>();
        for (var line : figures) {
            var figure = FIGURE.matcher(line);
            if (!figure.matches()) continue;
            var records = (long) Double.parseDouble(figure.group(3));
            var topic = TOPIC.matcher(figure.group(2) == null ? "" : figure.group(2));
            var stream = topic.find() ? topic.group(1) : "its outbox";
            // Kafka's own are there a second time, with underscores for dots (KIP-1109); no topic of ours has one.
            if (records > 0 && !stream.contains("_")) streams.merge(stream, records, Long::sum);
        }
        return streams;
    }

    private @Nullable List<String> figures(Service service) {
        return new ManagementPort(ports, service)
                .get("/q/metrics", PATIENCE)
                .map(answer -> answer.body().lines().toList())
                .orElse(null);
    }
}
