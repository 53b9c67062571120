package dev.mandate.bench.sequences;

import dev.mandate.audit.engine.job.RiskTopology;
import java.io.IOException;
import org.apache.kafka.streams.KafkaStreams;

/** The risk job, with its own configuration and other rules. */
public final class RiskJob {
    private RiskJob() {}

    /** @param args the application id, and {@code sequences} or how many rules share the events */
    public static void main(String[] args) throws IOException {
        var rules = args[1].equals("sequences")
                ? SequenceRules.sequences()
                : SequenceRules.sharing(Integer.parseInt(args[1]));
        var topology = RiskTopology.topology(() -> rules, new StreamWorld());
        new KafkaStreams(topology, JobSettings.given().streams(args[0])).start();
    }
}
