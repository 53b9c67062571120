package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.chains.GroupValues;
import dev.mandate.audit.engine.sigma.correlation.types.Correlation;
import dev.mandate.audit.engine.sigma.correlation.types.Correlation.Reference;
import dev.mandate.audit.engine.sigma.correlation.types.CorrelationType;
import dev.mandate.audit.engine.sigma.correlation.types.Digest;
import dev.mandate.audit.engine.sigma.correlation.types.EventTest;
import dev.mandate.audit.engine.sigma.correlation.types.Level;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code correlation} and binds it to the rules that it refers to. */
final class CorrelationReader {
    private static final Pattern TIMESPAN = Pattern.compile("([0-9]{1,6})([smhd])");
    private static final String GENERATE = "generate";
    private static final Set<String> KEYS =
            Set.of("type", "rules", "group-by", "timespan", "condition", "aliases", GENERATE, "x-until");

    private final Map<String, RuleDocument> known;
    private final Map<RuleDocument, Correlation> bound;
    private final FieldNames fields;

    /**
     * @param known rules by id and by name
     * @param bound what correlations can be named, see {@link BindingOrder}
     */
    CorrelationReader(Map<String, RuleDocument> known, Map<RuleDocument, Correlation> bound, FieldNames fields) {
        this.known = known;
        this.bound = bound;
        this.fields = fields;
    }

    /**
     * @param raises it raises matches of its own, so that it needs a level
     * @return null if it names a correlation that was refused itself
     */
    @Nullable
    Correlation read(RuleDocument document, YamlPart block, boolean raises) {
        var keys = block.map(KEYS);
        requireClear(document.part().map().get(GENERATE), keys.get(GENERATE));
        var type = type(required(keys, "type", block));
        var timespan = timespan(required(keys, "timespan", block));
        var groupBy = required(keys, "group-by", block);
        var groups = groupBy.texts();
        if (groups.isEmpty() || groups.size() > 4) throw groupBy.refuse("group by one to four fields");
        var condition = keys.get("condition");
        if (type.needsCondition() && condition == null) throw block.refuse("add 'condition:' such as gte: 5");
        var rules = required(keys, "rules", block);
        if (named(block).stream().anyMatch(this::refused)) return null;
        var references = new References(known, bound, fields, groupBy, keys.get("aliases"));
        var correlated = references.read(rules, counted(type, condition));
        var until = keys.get("x-until");
        var cancelling = until == null ? List.<Reference>of() : references.read(until, null);
        if (type.countsRules() && correlated.size() < 2) throw block.refuse("a sequence needs at least two rules");
        var correlation = new Correlation(
                rule(
                        document,
                        references.versions(),
                        groups,
                        timespan.plusMillis(references.reach()),
                        raises ? document.requiredLevel() : Level.INFORMATIONAL),
                document.calledName(),
                type,
                timespan.toMillis(),
                correlated,
                cancelling,
                condition == null ? null : ConditionLimits.read(condition, type, correlated.size()),
                logic(document, references.logics()),
                document.tests());
        if (correlation.namesCorrelations())
            ChainLimits.exceededBy(correlation).ifPresent(exceeded -> {
                throw keys.getOrDefault(exceeded.key(), rules).refuse(exceeded.message());
            });
        return correlation;
    }

    private static CorrelationType type(YamlPart part) {
        var types = Arrays.stream(CorrelationType.values())
                .filter(type -> type != CorrelationType.SINGLE)
                .toList();
        for (var type : types) if (type.toString().equals(part.text())) return type;
        throw part.refuse("type '" + part.text() + "' is not known; known are "
                + types.stream().map(CorrelationType::toString).collect(Collectors.joining(", ")));
    }

    private boolean refused(YamlPart name) {
        var document = known.get(name.text());
        return document != null && document.correlation() != null && !bound.containsKey(document);
    }

    /** A detection rule that stands alone: each event of it is a match, told once. */
    static Correlation single(RuleDocument document, EventTest test) {
        var groups = GroupValues.SESSION;
        var timespan = Duration.ofHours(1);
        return new Correlation(
                rule(document, List.of(), groups, timespan, document.requiredLevel()),
                document.calledName(),
                CorrelationType.SINGLE,
                timespan.toMillis(),
                List.of(Reference.detection(document.calledName(), test, groups, null)),
                List.of(),
                null,
                logic(document, List.of()),
                document.tests());
    }

    /** Where a correlation names others; empty for what is none, or can't be read. */
    static List<YamlPart> named(@Nullable YamlPart block) {
        return block == null ? List.of() : names(block, Set.of("rules", "x-until"));
    }

    /** Ids and names that a correlation refers to and that shall not raise matches of their own; of a detection none. */
    static List<String> silenced(RuleDocument document) {
        var block = document.correlation();
        if (block == null) return List.of();
        // The specification's schema has it beside the correlation, others within.
        boolean loud = Stream.of(document.part(), block)
                .flatMap(part -> names(part, Set.of(GENERATE)).stream())
                .anyMatch(part -> Boolean.TRUE.equals(part.value()));
        return names(block, loud ? Set.of("x-until") : Set.of("rules", "x-until")).stream()
                .map(YamlPart::text)
                .toList();
    }

    /** Silence that nobody meant would go unnoticed. */
    private static void requireClear(@Nullable YamlPart beside, @Nullable YamlPart within) {
        for (var part : Arrays.asList(beside, within))
            if (part != null && (!part.isText() || !(part.value() instanceof Boolean)))
                throw part.refuse("'generate' is true or false");
        if (beside != null && within != null)
            throw within.refuse("'generate' stands beside the correlation and within it; keep one");
    }

    /** What is wrong with it is told when it is bound. */
    private static List<YamlPart> names(YamlPart block, Set<String> keys) {
        if (!block.isMap()) return List.of();
        return block.entries().stream()
                .filter(entry ->
                        entry.key().isText() && keys.contains(entry.key().text()))
                .flatMap(entry -> entry.value().list().stream())
                .filter(YamlPart::isText)
                .toList();
    }

    private static @Nullable YamlPart counted(CorrelationType type, @Nullable YamlPart condition) {
        if (condition == null) return null;
        var field = condition.map().get("field");
        if (type.readsField() && field == null) throw condition.refuse("add 'field:' with what is counted or summed");
        if (field == null) return null;
        if (!type.readsField())
            throw field.refuse(
                    type + (type.countsRules() ? " counts rules" : " counts events") + "; leave the field out");
        if (field.list().size() != 1)
            throw field.refuse(
                    "the values of one field are counted here; keep one, and write a rule for each of the others");
        return field.list().get(0);
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
        if (timespan.isZero() || timespan.compareTo(ChainLimits.MAX_TIMESPAN) > 0)
            throw part.refuse("a timespan is at most 24h, since every open event of it is kept; shorten it");
        return timespan;
    }

    private static YamlPart required(Map<String, YamlPart> keys, String key, YamlPart block) {
        var part = keys.get(key);
        if (part == null) throw block.refuse("add '" + key + ":' to the correlation");
        return part;
    }

    private static Rule rule(
            RuleDocument document, List<String> versions, List<String> groupBy, Duration timespan, Level level) {
        var version = new Digest().add(document.canonical());
        versions.forEach(version::add);
        return new Rule(
                document.id(),
                version.hex(),
                document.title(),
                document.description(),
                level,
                document.tags(),
                document.falsePositives(),
                groupBy,
                timespan);
    }

    private static String logic(RuleDocument document, List<String> logics) {
        var logic = new Digest().add(document.logic());
        logics.forEach(logic::add);
        return logic.hex();
    }
}
