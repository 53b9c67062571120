package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.types.EventTest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An allow list: what it leaves out, the rules that it names no longer see. It is a part of their version and logic, so
 * that a finding tells under which exceptions it was made.
 *
 * @param rules ids and names of detection rules; a filter for any rule would switch off what nobody thought of
 * @param test holds for the events that the rules still see
 */
record RuleFilter(YamlPart part, List<YamlPart> rules, EventTest test) {
    private static final Set<String> KEYS =
            Set.of("title", "id", "name", "description", "status", "author", "date", "modified", "logsource", "filter");

    static boolean isIn(YamlPart part) {
        return part.map().containsKey("filter");
    }

    static RuleFilter read(YamlPart part, FieldNames fields) {
        var keys = part.map(KEYS);
        var block = keys.get("filter");
        if (block == null) throw part.refuse("add 'filter:' with rules, selections and a condition");
        if (!keys.containsKey("title")) throw part.refuse("add 'title:' with what is allowed, and why");
        var rules = block.map().get("rules");
        if (rules == null) throw block.refuse("add 'rules:' with the rules that the filter narrows");
        return new RuleFilter(part, rules.list(), new DetectionReader(new FieldReader(fields)).read(block, "rules"));
    }

    /** @throws UnreadableRule at the name that is no detection rule */
    void check(Map<String, RuleDocument> known) {
        for (var rule : rules) {
            var document = known.get(rule.text());
            if (document == null || document.detection() == null)
                throw rule.refuse("no detection rule has the id or name '" + rule.text() + "'; name one");
        }
    }

    boolean narrows(RuleDocument document) {
        return rules.stream()
                .anyMatch(
                        rule -> rule.text().equals(document.id()) || rule.text().equals(document.name()));
    }
}
