package dev.mandate.bench.sequences;

import dev.mandate.audit.engine.commits.CommitPace;
import dev.mandate.audit.engine.completeness.Inputs;
import dev.mandate.audit.engine.job.RiskTopology;
import dev.mandate.audit.engine.records.BoundedClients;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;

/** The risk job, with its own configuration and other rules. */
public final class RiskJob {
    private RiskJob() {}

    /** @param args the application id, and {@code sequences} or how many rules share the events */
    public static void main(String[] args) throws IOException {
        var rules = args[1].equals("sequences")
                ? SequenceRules.sequences()
                : SequenceRules.sharing(Integer.parseInt(args[1]));
        var inputs = Inputs.allAtHand();
        var commits = new CommitPace();
        var topology = RiskTopology.topology(() -> rules, new StreamWorld(), inputs, commits);
        var clients = new BoundedClients(Set.of(), inputs, commits, InstantSource.system(), () -> true);
        new KafkaStreams(topology, JobSettings.given().streams(args[0]), clients).start();
    }
}
