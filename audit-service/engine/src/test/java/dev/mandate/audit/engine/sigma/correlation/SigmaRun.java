package dev.mandate.audit.engine.sigma.correlation;

import dev.mandate.audit.engine.sigma.correlation.types.EventFields;
import dev.mandate.audit.engine.sigma.reading.Compilation;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.audit.engine.sigma.reading.RuleProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Events told one after another to a set of rules; every state goes through its stored form between two events. */
public final class SigmaRun {
    public static final String READS = detection("reads", "tool.labels: private");
    public static final String SENDS = detection("sends", "tool.labels: egress");
    public static final String APPROVES = detection("approves", "action.kind: approval");

    private RuleBook rules;
    private final Map<String, byte[]> states = new HashMap<>();
    private final List<Match> matches = new ArrayList<>();
    private final List<Match> again = new ArrayList<>();
    private final java.util.Set<String> standing = new java.util.HashSet<>();
    private final java.util.Set<String> everStood = new java.util.HashSet<>();
    private Instant now = Instant.EPOCH;
    private String session = "s1";
    private int count;

    private SigmaRun(RuleBook rules) {
        this.rules = rules;
    }

    public record Told(String id, Instant at, Map<String, List<?>> fields) implements EventFields {
        @Override
        public List<?> values(String field) {
            return fields.getOrDefault(field, List.of());
        }

        @Override
        public Collection<List<?>> everything() {
            return fields.values();
        }
    }

    public static SigmaRun with(String... documents) {
        return new SigmaRun(book(documents));
    }

    public static RuleBook book(String... documents) {
        return compile(documents).orThrow();
    }

    public static Compilation compile(String... documents) {
        return Compilation.of(List.of(new RuleFile("test.yml", String.join("---\n", documents))));
    }

    public static List<RuleProblem> problems(String... documents) {
        return compile(documents).fold(book -> List.of(), problems -> problems);
    }

    public static String detection(String name, String line) {
        return """
            title: %s
            name: %s
            level: low
            logsource: {product: mandate}
            detection:
              selection:
                %s
              condition: selection
            """.formatted(name, name, line);
    }

    public static String correlation(String type, String lines) {
        return """
            title: a correlation
            id: correlated
            level: high
            correlation:
              type: %s
              group-by: session
              timespan: 10m
            %s""".formatted(type, lines.indent(2));
    }

    /** Whether one selection of these lines, as {@code key: value}, matches the fields. */
    public static boolean matches(String lines, Object... fields) {
        var rule = """
            title: one
            name: one
            level: low
            logsource: {product: mandate}
            detection:
              selection:
            %s  condition: selection
            """.formatted(lines.indent(4));
        return matched(rule, fields);
    }

    public static boolean matched(String rule, Object... fields) {
        return !SigmaRun.with(rule).at("10:00").event(fields).matches().isEmpty();
    }

    public SigmaRun at(String time) {
        now = Instant.parse("2026-01-01T" + time + (time.length() == 5 ? ":00Z" : "Z"));
        return this;
    }

    public SigmaRun rulesBecome(RuleBook... books) {
        rules = RuleBook.of(List.of(books));
        return this;
    }

    public Instant now() {
        return now;
    }

    public SigmaRun in(String session) {
        this.session = session;
        return this;
    }

    public SigmaRun reads() {
        return event("tool.labels", "private");
    }

    public SigmaRun sends() {
        return event("tool.labels", "egress");
    }

    public SigmaRun approves() {
        return event("action.kind", "approval");
    }

    /** @param fields names and values in turn; a value may be a list */
    public SigmaRun event(Object... fields) {
        return delivered("e" + ++count, fields);
    }

    public SigmaRun delivered(String id, Object... fields) {
        var values = new HashMap<String, List<?>>();
        values.put("session", List.of(session));
        for (int i = 0; i < fields.length; i += 2)
            values.put((String) fields[i], fields[i + 1] instanceof List<?> list ? list : List.of(fields[i + 1]));
        return tell(new Told(id, now, values));
    }

    public SigmaRun tell(EventFields event) {
        for (var group : rules.groups(event)) {
            var stored = states.get(group.encoded());
            var state = stored == null
                    ? CorrelationState.empty()
                    : GroupStates.fromBytes(stored).of(group.rule());
            var step = Correlator.advance(rules, group, state, event);
            states.put(
                    group.encoded(),
                    GroupStates.empty()
                            .with(Map.of(group.rule(), step.state()), rules)
                            .toBytes());
            matches.addAll(step.matches());
            again.addAll(step.again());
            step.withdrawn().forEach(withdrawal -> standing.removeAll(withdrawal.ends()));
            for (var told : List.of(step.matches(), step.again()))
                told.forEach(match -> standing.add(
                        match.events().get(match.events().size() - 1).id()));
            everStood.addAll(standing);
        }
        return this;
    }

    /** The last events of the matches that were told. */
    public java.util.Set<String> everStood() {
        return everStood;
    }

    /** The last events of the matches that were told and not taken back. */
    public java.util.Set<String> standing() {
        return java.util.Set.copyOf(standing);
    }

    /** What has begun in the session. */
    public List<OpenSequence> open() {
        return OpenSequences.of(
                rules,
                session,
                group -> {
                    var known = new HashMap<String, CorrelationState>();
                    for (var each : rules.deployments()) {
                        var key = group.of(each.key());
                        var stored = states.get(key.encoded());
                        if (stored != null)
                            known.put(each.key(), GroupStates.fromBytes(stored).of(each.key()));
                    }
                    return GroupStates.empty().with(known, rules);
                },
                now);
    }

    public List<Match> matches() {
        return matches;
    }

    /** What belongs to incidents that were told. */
    public List<Match> again() {
        return again;
    }

    public List<List<String>> matchedEvents() {
        return matches.stream()
                .map(match -> match.events().stream().map(Match.Event::id).toList())
                .toList();
    }

    public Map<String, byte[]> states() {
        return states;
    }
}
