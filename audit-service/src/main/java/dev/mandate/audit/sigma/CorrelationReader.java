package dev.mandate.audit.sigma;

import dev.mandate.audit.sigma.Correlation.Ref;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code correlation} and binds it to the rules that it refers to. */
final class CorrelationReader {
    private static final Duration MAX_TIMESPAN = Duration.ofHours(24);
    private static final int MAX_REFS = 16;
    private static final Pattern TIMESPAN = Pattern.compile("([0-9]{1,6})([smhd])");
    private static final Set<String> KEYS =
            Set.of("type", "rules", "group-by", "timespan", "condition", "aliases", "generate", "x-until");

    private final Map<String, RuleDocument> known;
    private final FieldNames fields;

    /** @param known rules by id and by name */
    CorrelationReader(Map<String, RuleDocument> known, FieldNames fields) {
        this.known = known;
        this.fields = fields;
    }

    Correlation read(RuleDocument document, YamlPart block) {
        var keys = block.map(KEYS);
        var type = CorrelationType.read(required(keys, "type", block));
        var timespan = timespan(required(keys, "timespan", block));
        var groupBy = required(keys, "group-by", block);
        var groups = groupBy.texts();
        if (groups.isEmpty() || groups.size() > 4) throw groupBy.refuse("group by one to four fields");
        var condition = keys.get("condition");
        if (type.counts() && condition == null) throw block.refuse("add 'condition:' such as gte: 5");
        if (!type.counts() && condition != null) throw condition.refuse(type + " needs no condition; leave it out");
        var aliases = aliases(keys.get("aliases"));
        var counted = counted(type, condition);
        var referenced = new ArrayList<RuleDocument>();
        var refs = refs(required(keys, "rules", block), groupBy, aliases, counted, referenced);
        var until = keys.get("x-until");
        var cancelling = until == null ? List.<Ref>of() : refs(until, groupBy, aliases, null, referenced);
        if (!type.counts() && refs.size() < 2) throw block.refuse("a sequence needs at least two rules");
        return new Correlation(
                rule(document, referenced, groups, timespan),
                document.calledName(),
                type,
                refs,
                cancelling,
                condition == null ? null : Threshold.read(condition, type),
                logic(document, referenced),
                document.tests());
    }

    /** A detection rule that stands alone: each event of it is a match, told once. */
    static Correlation single(RuleDocument document, EventTest test) {
        var groups = List.of(RuleBook.SESSION);
        return new Correlation(
                rule(document, List.of(), groups, Duration.ofHours(1)),
                document.calledName(),
                CorrelationType.SINGLE,
                List.of(new Ref(document.calledName(), test, groups, null)),
                List.of(),
                null,
                logic(document, List.of()),
                document.tests());
    }

    /** Ids and names that a correlation refers to and that shall not raise matches of their own. */
    static List<String> silenced(YamlPart block) {
        var keys = block.map();
        var generate = keys.get("generate");
        var names = new ArrayList<String>();
        if (keys.containsKey("x-until")) names.addAll(keys.get("x-until").texts());
        boolean loud = generate != null && Boolean.TRUE.equals(generate.value());
        if (!loud && keys.containsKey("rules")) names.addAll(keys.get("rules").texts());
        return names;
    }

    private List<Ref> refs(
            YamlPart part,
            YamlPart groupBy,
            Map<String, Map<String, String>> aliases,
            @Nullable YamlPart counted,
            List<RuleDocument> referenced) {
        var refs = new ArrayList<Ref>();
        for (var name : part.list()) {
            var document = known.get(name.text());
            if (document == null)
                throw name.refuse("no rule has the id or name '" + name.text() + "'; add it or correct the name");
            var test = document.detection();
            if (test == null) throw name.refuse("correlations of correlations are not read yet; name detection rules");
            var groups = new ArrayList<String>();
            for (var field : groupBy.list()) groups.add(resolved(field, document, aliases));
            refs.add(new Ref(
                    document.calledName(),
                    test,
                    List.copyOf(groups),
                    counted == null ? null : resolved(counted, document, aliases)));
            referenced.add(document);
        }
        if (refs.isEmpty() || refs.size() > MAX_REFS) throw part.refuse("name one to " + MAX_REFS + " rules");
        return List.copyOf(refs);
    }

    private String resolved(YamlPart field, RuleDocument document, Map<String, Map<String, String>> aliases) {
        var alias = aliases.get(field.text());
        if (alias == null) return fields.checked(field.text(), field);
        var name = document.name();
        var target = alias.getOrDefault(document.id(), name == null ? null : alias.get(name));
        if (target == null)
            throw field.refuse("alias '" + field.text() + "' names no field for rule '" + document.id() + "'; add it");
        return target;
    }

    private Map<String, Map<String, String>> aliases(@Nullable YamlPart part) {
        var aliases = new HashMap<String, Map<String, String>>();
        if (part == null) return aliases;
        part.map().forEach((alias, rules) -> {
            var targets = new HashMap<String, String>();
            rules.map().forEach((rule, field) -> {
                if (!known.containsKey(rule)) throw field.refuse("no rule has the id or name '" + rule + "'");
                targets.put(rule, fields.checked(field.text(), field));
            });
            aliases.put(alias, targets);
        });
        return aliases;
    }

    private static @Nullable YamlPart counted(CorrelationType type, @Nullable YamlPart condition) {
        if (condition == null) return null;
        var field = condition.map().get("field");
        if (type.readsField() && field == null) throw condition.refuse("add 'field:' with what is counted or summed");
        if (!type.readsField() && field != null) throw field.refuse("event_count counts events; leave the field out");
        return field;
    }

    private static Duration timespan(YamlPart part) {
        var found = TIMESPAN.matcher(part.text());
        if (!found.matches()) throw part.refuse("a timespan is a number and s, m, h or d, such as 10m");
        long amount = Long.parseLong(found.group(1));
        var timespan =
                switch (found.group(2)) {
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                };
        if (timespan.isZero() || timespan.compareTo(MAX_TIMESPAN) > 0)
            throw part.refuse("a timespan is at most 24h, since every open event of it is kept; shorten it");
        return timespan;
    }

    private static YamlPart required(Map<String, YamlPart> keys, String key, YamlPart block) {
        var part = keys.get(key);
        if (part == null) throw block.refuse("add '" + key + ":' to the correlation");
        return part;
    }

    private static Rule rule(
            RuleDocument document, List<RuleDocument> referenced, List<String> groupBy, Duration timespan) {
        var version = new Digest().add(document.canonical());
        referenced.forEach(other -> version.add(other.canonical()));
        return new Rule(
                document.id(),
                version.hex(),
                document.title(),
                document.description(),
                document.requiredLevel(),
                document.tags(),
                document.falsePositives(),
                groupBy,
                timespan);
    }

    private static String logic(RuleDocument document, List<RuleDocument> referenced) {
        var logic = new Digest().add(document.logic());
        referenced.forEach(other -> logic.add(other.logic()));
        return logic.hex();
    }
}
