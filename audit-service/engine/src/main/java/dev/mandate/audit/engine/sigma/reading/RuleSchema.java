package dev.mandate.audit.engine.sigma.reading;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the specification's JSON schemas refuse, of keys on which nothing here depends: who shares a rule has one that others take too.
 *
 * @see <a href="https://github.com/SigmaHQ/sigma-specification/tree/main/json-schema">JSON schemas of Sigma 2</a>
 */
final class RuleSchema {
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_DESCRIPTION = 65_535;
    private static final int SHORTEST = 2;

    private static final Set<String> STATUSES = Set.of("stable", "test", "experimental", "deprecated", "unsupported");
    private static final Set<String> RELATIONS = Set.of("derived", "obsolete", "merged", "renamed", "similar");
    private static final Pattern DATE = Pattern.compile("\\d{4}-(?:0[1-9]|1[012])-(?:0[1-9]|[12][0-9]|3[01])");
    private static final Pattern TAG = Pattern.compile("[a-z0-9_-]+\\.[a-z0-9._-]+");

    private RuleSchema() {}

    /** @throws UnreadableRule at the first that is refused */
    static void check(Map<String, YamlPart> keys) {
        for (var key : List.of("title", "name", "taxonomy")) atMost(LONGEST_NAME, keys.get(key));
        atMost(LONGEST_DESCRIPTION, keys.get("description"));
        var status = keys.get("status");
        if (status != null && !STATUSES.contains(status.text()))
            throw status.refuse("status is stable, test, experimental, deprecated or unsupported");
        for (var key : List.of("date", "modified")) {
            var date = keys.get(key);
            if (date != null && !DATE.matcher(date.text()).matches()) throw date.refuse("a date is written 2026-01-31");
        }
        for (var key : List.of("references", "fields", "tags", "scope", "related")) {
            var list = keys.get(key);
            if (list != null && !list.isList()) throw list.refuse("'" + key + "' is a list, of one as of several");
        }
        for (var key : List.of("references", "fields", "tags", "falsepositives")) once(key, keys.get(key));
        for (var key : List.of("falsepositives", "scope"))
            for (var text : elements(keys.get(key)))
                if (text.text().codePointCount(0, text.text().length()) < SHORTEST)
                    throw text.refuse("what stands in '" + key + "' has at least " + SHORTEST + " characters");
        for (var tag : elements(keys.get("tags")))
            if (!TAG.matcher(tag.text()).matches()) throw tag.refuse("a tag has a namespace, as in attack.t1059");
        elements(keys.get("related")).forEach(RuleSchema::related);
    }

    private static void related(YamlPart rule) {
        var keys = rule.map();
        var type = keys.get("type");
        if (type == null || !keys.containsKey("id")) throw rule.refuse("a related rule has 'id:' and 'type:'");
        if (!RELATIONS.contains(type.text()))
            throw type.refuse("a related rule is derived, obsolete, merged, renamed or similar");
    }

    private static void atMost(int most, @Nullable YamlPart part) {
        if (part != null && part.text().codePointCount(0, part.text().length()) > most)
            throw part.refuse("this has at most " + most + " characters");
    }

    private static void once(String key, @Nullable YamlPart list) {
        var seen = new HashSet<String>();
        for (var element : elements(list))
            if (!seen.add(element.text())) throw element.refuse("this stands twice in '" + key + "'; keep one");
    }

    private static List<YamlPart> elements(@Nullable YamlPart part) {
        return part == null ? List.of() : part.list();
    }
}
