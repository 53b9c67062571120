package dev.mandate.audit.engine.sigma.pipeline;

import dev.mandate.audit.engine.sigma.reading.YamlPart;
import dev.mandate.audit.engine.sigma.reading.YamlPart.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A document of a rule file that is being rewritten: each change is another tree of nodes, with the places of the old one. */
final class RuleUnderway {
    /** What is beside the selections of each block. */
    private static final Map<String, Set<String>> NO_SELECTIONS =
            Map.of("detection", Set.of("condition", "timeframe"), "filter", Set.of("condition", "rules"));

    /** What events of tests have beside fields. */
    private static final Set<String> OF_TESTS = Set.of("at", "id", "times");

    private final Logsource before;
    private YamlPart part;

    RuleUnderway(YamlPart part) {
        this.part = part;
        this.before = Logsource.read(part.map().get("logsource"));
    }

    YamlPart part() {
        return part;
    }

    /** As it was before a pipeline changed it. */
    Logsource logsource() {
        return before;
    }

    boolean isCorrelation() {
        return part.map().containsKey("correlation");
    }

    /** By which correlations refer to it. */
    List<String> names() {
        var names = new ArrayList<String>();
        part.map().forEach((key, value) -> {
            if (key.equals("id") || key.equals("name")) names.add(value.text());
        });
        return names;
    }

    /** Where a correlation names rules. */
    List<YamlPart> namedRules() {
        var names = new ArrayList<YamlPart>();
        var correlation = part.map().get("correlation");
        if (correlation == null) return names;
        correlation.map().forEach((key, value) -> {
            if (key.equals("rules") || key.equals("x-until")) names.addAll(value.list());
        });
        return names;
    }

    void changeLogsource(Logsource source) {
        rewrite("logsource", source::written);
    }

    /** The lines of each selection, of a rule or of a filter. */
    void rewriteLines(LineRewriter lines) {
        NO_SELECTIONS.forEach((key, others) -> rewrite(
                key,
                block -> Parts.values(
                        block, (name, value) -> others.contains(name) ? value : Selections.rewritten(value, lines))));
    }

    /**
     * The fields that the events of its {@code x-tests} have.
     *
     * @param names ours for one of theirs: an event has what it had in each of them, since a rule may ask for any
     */
    void rewriteTests(Function<String, List<String>> names) {
        rewrite(
                "x-tests",
                tests -> Parts.values(
                        tests, (kind, list) -> Parts.each(list, test -> test.isMap() ? inTest(test, names) : test)));
    }

    private static YamlPart inTest(YamlPart test, Function<String, List<String>> names) {
        return Parts.values(
                test, (key, value) -> key.equals("events") ? Parts.each(value, event -> renamed(event, names)) : value);
    }

    private static YamlPart renamed(YamlPart event, Function<String, List<String>> names) {
        return event.mapping(event.entries().stream()
                .flatMap(entry -> OF_TESTS.contains(entry.key().text())
                        ? Stream.of(entry)
                        : names.apply(entry.key().text()).stream()
                                .map(name -> new Entry(entry.key().saying(name), entry.value())))
                .toList());
    }

    /** The names of fields by which a correlation groups, which it counts, and which its aliases mean. */
    void rewriteFields(UnaryOperator<YamlPart> names) {
        rewrite(
                "correlation",
                block -> Parts.values(block, (key, value) -> switch (key) {
                    case "group-by" -> Parts.each(value, names);
                    case "condition" ->
                        Parts.values(value, (of, its) -> of.equals("field") ? Parts.each(its, names) : its);
                    case "aliases" ->
                        Parts.values(value, (alias, rules) -> Parts.values(rules, (rule, field) -> names.apply(field)));
                    default -> value;
                }));
    }

    /** One more selection, without which, or with which, nothing is found. */
    void addCondition(YamlPart selection, boolean negated) {
        rewrite("detection", block -> {
            var keys = new LinkedHashMap<>(block.map());
            var condition = keys.get("condition");
            if (condition == null) throw block.refuse("add 'condition:' with the names of the selections");
            int number = 1;
            while (keys.containsKey("added_" + number)) number++;
            var name = "added_" + number;
            keys.put(name, selection);
            var begin = (negated ? "not " : "") + name + " and (";
            keys.put("condition", Parts.each(condition, each -> each.saying(begin + each.text() + ")")));
            return Parts.map(block, keys);
        });
    }

    private void rewrite(String key, UnaryOperator<YamlPart> rewritten) {
        part = Parts.values(part, (name, value) -> name.equals(key) ? rewritten.apply(value) : value);
    }
}
