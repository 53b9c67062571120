package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.chains.ChainSize;
import dev.mandate.audit.engine.sigma.correlation.chains.KeptFields;
import dev.mandate.audit.engine.sigma.correlation.types.Correlation;
import dev.mandate.audit.engine.sigma.correlation.types.Correlation.Reference;
import dev.mandate.audit.engine.sigma.correlation.types.EventTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the names of one correlation, and which of their fields its own fields are. */
final class References {
    private static final int MAX_REFS = 16;

    private final Map<String, RuleDocument> known;
    private final Map<RuleDocument, Correlation> bound;
    private final FieldNames fields;
    private final YamlPart groupBy;
    private final Map<String, Map<String, YamlPart>> aliases = new HashMap<>();
    private final List<String> versions = new ArrayList<>();
    private final List<String> logics = new ArrayList<>();
    private long reach;

    /** @param bound the correlations among those that are known */
    References(
            Map<String, RuleDocument> known,
            Map<RuleDocument, Correlation> bound,
            FieldNames fields,
            YamlPart groupBy,
            @Nullable YamlPart aliases) {
        this.known = known;
        this.bound = bound;
        this.fields = fields;
        this.groupBy = groupBy;
        if (aliases != null) readAliases(aliases);
    }

    /** What decides of all that was read so far which version it is. */
    List<String> versions() {
        return versions;
    }

    /** What decides of all that was read so far whether it matches. */
    List<String> logics() {
        return logics;
    }

    /** How far apart the events of a match can be of a correlation that was read, in milliseconds; 0 if there is none. */
    long reach() {
        return reach;
    }

    /** @param counted the field whose values are counted or summed */
    List<Reference> read(YamlPart part, @Nullable YamlPart counted) {
        var refs = new ArrayList<Reference>();
        for (var name : part.list()) {
            var document = known.get(name.text());
            if (document == null)
                throw name.refuse("no rule has the id or name '" + name.text() + "'; add it or correct the name");
            var test = document.detection();
            refs.add(test == null ? correlation(name, document, counted) : detection(document, test, counted));
        }
        if (refs.isEmpty() || refs.size() > MAX_REFS) throw part.refuse("name one to " + MAX_REFS + " rules");
        return List.copyOf(refs);
    }

    private Reference detection(RuleDocument document, EventTest test, @Nullable YamlPart counted) {
        var groups = new ArrayList<String>();
        for (var field : groupBy.list()) groups.add(field(field, document));
        versions.add(document.canonical());
        logics.add(document.logic());
        return Reference.detection(
                document.calledName(), test, List.copyOf(groups), counted == null ? null : field(counted, document));
    }

    private Reference correlation(YamlPart name, RuleDocument document, @Nullable YamlPart counted) {
        var inner = bound.get(document);
        if (inner == null) throw new IllegalArgumentException(document.calledName() + " is not bound yet");
        if (ChainSize.of(inner).depth() == ChainLimits.MAX_DEPTH)
            throw name.refuse("correlations name each other over at most " + ChainLimits.MAX_DEPTH + " levels, and '"
                    + name.text() + "' has as many below it; name a rule below it");
        var groups = new ArrayList<String>();
        for (var field : groupBy.list()) groups.add(shared(field, document, inner));
        if (new HashSet<>(groups).size() < groups.size())
            throw groupBy.refuse("two of these fields are the same one of '" + name.text() + "'; keep one");
        versions.add(inner.rule().version());
        logics.add(inner.logic() + KeptFields.FORM);
        reach = Math.max(reach, inner.rule().timespan().toMillis());
        return Reference.correlation(
                inner, List.copyOf(groups), counted == null ? null : counted(counted, document, inner, groups));
    }

    private String field(YamlPart field, RuleDocument document) {
        var target = alias(field, document);
        return target == null ? fields.checked(field.text(), field) : fields.checked(target.text(), target);
    }

    private String shared(YamlPart field, RuleDocument document, Correlation inner) {
        var name = alias(field, document);
        var part = name == null ? field : name;
        if (inner.rule().groupBy().contains(part.text())) return part.text();
        throw part.refuse("a match of '" + inner.name() + "' has no '" + part.text() + "', only what it groups by: "
                + String.join(", ", inner.rule().groupBy()) + "; let it group by '" + part.text()
                + "' too, or name one of its fields under 'aliases:'");
    }

    private String counted(YamlPart field, RuleDocument document, Correlation inner, List<String> groups) {
        var counted = shared(field, document, inner);
        if (groups.contains(counted))
            throw field.refuse("all matches of '" + inner.name() + "' in one group have the same '" + counted
                    + "'; count another field, or don't group by it");
        return counted;
    }

    /** Where it stands which field of the rule is meant; null if the field has no alias. */
    private @Nullable YamlPart alias(YamlPart field, RuleDocument document) {
        var alias = aliases.get(field.text());
        if (alias == null) return null;
        var name = document.name();
        var target = alias.getOrDefault(document.id(), name == null ? null : alias.get(name));
        if (target == null)
            throw field.refuse("alias '" + field.text() + "' names no field for rule '" + document.id() + "'; add it");
        return target;
    }

    private void readAliases(YamlPart part) {
        part.map().forEach((alias, rules) -> {
            var targets = rules.map();
            targets.forEach((rule, field) -> {
                var document = known.get(rule);
                if (document == null) throw field.refuse("no rule has the id or name '" + rule + "'");
                if (document.detection() != null) fields.checked(field.text(), field);
            });
            aliases.put(alias, targets);
        });
    }
}
