package dev.mandate.bench.sequences;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.reading.Compilation;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.bench.Resource;
import java.util.ArrayList;
import java.util.List;

/** The rules of the measurements, as Sigma files. */
final class SequenceRules {
    /** Of those that share their beginning; the others wait for what never comes. */
    private static final int MATCHING = 10;

    private SequenceRules() {}

    /** Those that {@link FlinkPatterns} has too. */
    static RuleBook sequences() {
        return compiled(file("steps.yml"), file("sequences.yml"));
    }

    /** Begun by each read of private data; the first {@link #MATCHING} end with something sent outside, the others never. */
    static RuleBook sharing(int rules) {
        var text = new StringBuilder();
        for (int i = 0; i < rules; i++)
            text.append(i == 0 ? "" : "---\n")
                    .append("""
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
                        """.formatted(i, i, i, i < MATCHING ? "sends" : "destroys", 60 + i));
        return rules > MATCHING
                ? compiled(file("destroys.yml"), new RuleFile("sharing.yml", text.toString()))
                : compiled(new RuleFile("sharing.yml", text.toString()));
    }

    private static RuleBook compiled(RuleFile... files) {
        var all = new ArrayList<>(List.of(files));
        all.add(file("reads-sends.yml"));
        return Compilation.of(all, RiskFields.NAMES).orThrow();
    }

    private static RuleFile file(String name) {
        return new RuleFile(name, new String(Resource.bytes("/sequences/" + name), UTF_8));
    }
}
