package dev.mandate.audit.engine.sigma.pipeline;

import dev.mandate.audit.engine.sigma.reading.YamlPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code value_placeholders} and {@code wildcard_placeholders}: what stands for the placeholders of a line with {@code expand}.
 *
 * @param values of each placeholder, any of which may be meant
 * @param include those that are replaced; all where it is empty
 */
record Placeholders(Map<String, List<String>> values, Set<String> include, Set<String> exclude, boolean wildcard)
        implements Transformation {
    private static final Pattern PLACEHOLDER = Pattern.compile("%([^%\\s]+)%");
    private static final int MOST = 1000;

    @Override
    public void apply(RuleUnderway rule) {
        rule.rewriteLines(line -> List.of(line.has("expand") ? expanded(line) : line));
    }

    private Line expanded(Line line) {
        var texts = new ArrayList<YamlPart>();
        var left = false;
        for (var value : line.value().list()) {
            for (var text : expanded(value)) {
                left |= PLACEHOLDER.matcher(text).find();
                texts.add(value.saying(text));
            }
        }
        if (texts.size() > MOST) throw line.value().refuse("placeholders stand for more than " + MOST + " values");
        var expanded = line.withValue(line.value().listing(texts));
        return left ? expanded : expanded.without("expand");
    }

    private List<String> expanded(YamlPart value) {
        List<String> texts = List.of(value.text());
        for (var found = PLACEHOLDER.matcher(value.text()); found.find(); ) {
            var meant = meant(found.group(1), value);
            if (meant == null) continue;
            var more = new ArrayList<String>();
            for (var text : texts) for (var one : meant) more.add(text.replace(found.group(), one));
            if (more.size() > MOST) throw value.refuse("placeholders stand for more than " + MOST + " values");
            texts = more;
        }
        return texts;
    }

    /** Null where this transformation is not of the placeholder. */
    private @Nullable List<String> meant(String name, YamlPart value) {
        if (!include.isEmpty() && !include.contains(name) || exclude.contains(name)) return null;
        if (wildcard) return List.of("*");
        var meant = values.get(name);
        if (meant == null)
            throw value.refuse("nothing stands for %" + name + "%; add '" + name + "' to the 'vars:' of a pipeline");
        return meant;
    }
}
