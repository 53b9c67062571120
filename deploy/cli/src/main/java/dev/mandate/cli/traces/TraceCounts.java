package dev.mandate.cli.traces;

import dev.mandate.cli.actors.Verdict;
import dev.mandate.cli.terminal.Table;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts of one row of the table. */
final class TraceCounts {
    /** Why calls were denied: the reason, and the policies that were decisive. */
    private record Denial(String reason, String policies) {}

    int runs;
    int calls;
    int allowed;
    int inTrail;
    int attacks;
    int attacksAllowed;
    final Set<String> withFindings = new TreeSet<>();
    private final Map<Denial, int[]> denied =
            new TreeMap<>(Comparator.comparing(Denial::reason).thenComparing(Denial::policies));

    void add(TraceRun.Call call, Verdict verdict) {
        calls++;
        if (call.attack()) attacks++;
        if (verdict.allowed()) {
            allowed++;
            if (call.attack()) attacksAllowed++;
            return;
        }
        var policies = new TreeSet<String>();
        verdict.context().path("policies").forEach(policy -> policies.add(policy.asText()));
        var counts =
                denied.computeIfAbsent(new Denial(verdict.reason(), String.join(", ", policies)), denial -> new int[2]);
        counts[0]++;
        if (call.attack()) counts[1]++;
    }

    String[] cells(String name) {
        return new String[] {
            name,
            number(runs),
            number(calls),
            number(allowed),
            number(calls - allowed),
            number(inTrail),
            number(attacksAllowed) + " of " + number(attacks),
            number(withFindings.size())
        };
    }

    /** Why calls were denied, as a table. */
    Table denials() {
        var table = new Table("denied because of", "calls", "the attacker's", "policies");
        denied.forEach((denial, counts) ->
                table.row(denial.reason(), number(counts[0]), number(counts[1]), denial.policies()));
        return table;
    }

    private static String number(int count) {
        return String.format("%,d", count);
    }
}
