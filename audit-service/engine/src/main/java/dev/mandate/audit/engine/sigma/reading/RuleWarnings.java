package dev.mandate.audit.engine.sigma.reading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * What is probably misspelt in rules that can be read: a word that a field never says, so that the rule never matches, and a key that
 * nothing reads. Neither is refused, since what somebody has published must stay readable, and teams have keys of their own.
 */
public final class RuleWarnings {
    /** Of the specification, and ours. */
    private static final Set<String> KEYS = Set.of(
            "title",
            "id",
            "name",
            "related",
            "status",
            "description",
            "references",
            "author",
            "date",
            "modified",
            "license",
            "taxonomy",
            "logsource",
            "detection",
            "correlation",
            "filter",
            "fields",
            "falsepositives",
            "level",
            "tags",
            "scope",
            "x-tests");
    /** More of them nobody reads; nor are more keys of a file's own compared with ours, which takes time. */
    private static final int MOST = 50;

    /** Of a text that is repeated. */
    private static final int MOST_SHOWN = 50;

    private final Map<String, Set<String>> words;
    private final BiFunction<String, Collection<String>, List<String>> near;
    private final List<RuleProblem> found = new ArrayList<>();
    private int compared;

    private RuleWarnings(Map<String, Set<String>> words, BiFunction<String, Collection<String>, List<String>> near) {
        this.words = words;
        this.near = near;
    }

    /**
     * @param files that compile; of one that doesn't, which this version can't read any more, what stands before that is told
     * @param words what fields say that say one of a few words, by field
     * @param near which of some names may be meant by another one
     * @return in the order of the files; empty where nothing is probably misspelt
     */
    public static List<RuleProblem> of(
            Collection<RuleFile> files,
            Map<String, Set<String>> words,
            BiFunction<String, Collection<String>, List<String>> near) {
        var warnings = new RuleWarnings(words, near);
        for (var file : files) warnings.file(file);
        return List.copyOf(warnings.found);
    }

    private void file(RuleFile file) {
        try {
            RuleDocuments.of(file).forEach(this::document);
        } catch (UnreadableRule e) {
            // told by whoever needs to read it
        }
    }

    private void document(YamlPart document) {
        var keys = document.map();
        for (var entry : document.entries()) key(entry.key(), keys.keySet());
        for (var block : List.of("detection", "filter")) if (keys.containsKey(block)) selections(keys.get(block));
    }

    private void key(YamlPart key, Set<String> written) {
        if (KEYS.contains(key.text()) || found.size() == MOST || ++compared > MOST) return;
        var missing = new HashSet<>(KEYS);
        missing.removeAll(written);
        var meant = near.apply(key.text(), missing);
        if (!meant.isEmpty()) warn(key, "nothing reads '" + shown(key) + "'; did you mean " + quoted(meant) + "?");
    }

    private void selections(YamlPart block) {
        for (var selection : block.entries())
            if (!Set.of("condition", "rules").contains(selection.key().text()))
                for (var lines : selection.value().list())
                    if (lines.isMap()) lines.entries().forEach(this::line);
    }

    private void line(YamlPart.Entry line) {
        var parts = List.of(line.key().text().split("\\|", -1));
        var known = words.get(parts.get(0));
        if (known == null || !Set.of("all", "neq", "cased").containsAll(parts.subList(1, parts.size()))) return;
        for (var value : line.value().list()) {
            var text = value.text().toLowerCase(Locale.ROOT);
            if (known.contains(text) || text.contains("*") || text.contains("?")) continue;
            if (found.size() == MOST) return;
            var meant = near.apply(text, known);
            warn(
                    value,
                    parts.get(0) + " never says '" + shown(value) + "'; "
                            + (meant.isEmpty()
                                    ? "it says " + String.join(", ", new TreeSet<>(known))
                                    : "did you mean " + quoted(meant) + "?"));
        }
    }

    private void warn(YamlPart part, String message) {
        found.add(part.refuse(message).problem());
    }

    /** As it is written, control characters too: who shows it to people makes it plain. */
    private static String shown(YamlPart part) {
        var text = part.text();
        if (text.length() <= MOST_SHOWN) return text;
        var end = Character.isHighSurrogate(text.charAt(MOST_SHOWN - 1)) ? MOST_SHOWN - 1 : MOST_SHOWN;
        return text.substring(0, end) + "…"; // half a character is none
    }

    private static String quoted(List<String> names) {
        return "'" + String.join("' or '", names) + "'";
    }
}
