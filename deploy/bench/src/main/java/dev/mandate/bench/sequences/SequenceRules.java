package dev.mandate.bench.sequences;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.reading.Compilation;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.bench.fixtures.Resource;
import java.util.List;

/** The rules of the measurements, as Sigma files. */
public final class SequenceRules {
    /** Of those that share their beginning; the others wait for what never comes. */
    private static final int MATCHING = 10;

    private SequenceRules() {}

    /** Those that {@link FlinkPatterns} has too. */
    static RuleBook sequences() {
        return compiled(file("steps.yml"), file("sequences.yml"), file("reads-sends.yml"));
    }

    static RuleBook sharing(int rules) {
        return compiled(sharingFiles(rules).toArray(RuleFile[]::new));
    }

    /** Begun by each read of private data; the first {@link #MATCHING} end with something sent outside, the others never. */
    public static List<RuleFile> sharingFiles(int rules) {
        var text = new StringBuilder();
        for (int i = 0; i < rules; i++)
            text.append(i == 0 ? "" : "---\n").append(ending(i, i < MATCHING ? "sends" : "destroys", 60 + i));
        var sharing = new RuleFile("sharing.yml", text.toString());
        var steps = file("reads-sends.yml");
        return rules > MATCHING ? List.of(file("destroys.yml"), sharing, steps) : List.of(sharing, steps);
    }

    /** The first of them, in a file of its own and with longer to end. */
    public static String longer() {
        return ending(0, "sends", 600) + "---\n" + file("reads-sends.yml").text();
    }

    private static String ending(int rule, String end, int seconds) {
        return """
                title: Private data read, then it ends, %d
                id: 2a7f6f0e-63c1-4d0b-9f5c-1b8f5a3d1%03d
                name: shared-%d
                status: experimental
                level: low
                correlation:
                  type: temporal_ordered
                  rules:
                    - reads
                    - %s
                  group-by:
                    - session
                  timespan: %ds
                """.formatted(rule, rule, rule, end, seconds);
    }

    private static RuleBook compiled(RuleFile... files) {
        return Compilation.of(List.of(files), RiskFields.NAMES).orThrow();
    }

    private static RuleFile file(String name) {
        return new RuleFile(name, new String(Resource.bytes("/sequences/" + name), UTF_8));
    }
}
