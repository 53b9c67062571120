package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.Numbers;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A piece of a rule file that knows where it stands, so that whatever is wrong with it can be pointed at. */
record YamlPart(String file, Node node) {
    UnreadableRule refuse(String message) {
        return refuse(0, message);
    }

    /** @param offset characters into a text; a text that is quoted or folded is pointed at as a whole */
    UnreadableRule refuse(int offset, String message) {
        var mark = node.getStartMark();
        boolean plain = node instanceof ScalarNode scalar && scalar.isPlain();
        return new UnreadableRule(
                new RuleProblem(file, mark.getLine() + 1, mark.getColumn() + 1 + (plain ? offset : 0), message));
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isText() {
        return node instanceof ScalarNode;
    }

    record Entry(YamlPart key, YamlPart value) {}

    List<Entry> entries() {
        if (!(node instanceof MappingNode mapping)) throw refuse("write key: value lines here");
        return mapping.getValue().stream()
                .map(entry ->
                        new Entry(new YamlPart(file, entry.getKeyNode()), new YamlPart(file, entry.getValueNode())))
                .toList();
    }

    Map<String, YamlPart> map() {
        var parts = new LinkedHashMap<String, YamlPart>();
        for (var entry : entries())
            if (parts.put(entry.key().text(), entry.value()) != null)
                throw entry.key().refuse("'" + entry.key().text() + "' is written twice; keep one");
        return parts;
    }

    /** As {@link #map}, refusing keys that are not known: a misspelt one would be ignored. */
    Map<String, YamlPart> map(Set<String> known) {
        for (var entry : entries())
            if (!known.contains(entry.key().text()))
                throw entry.key()
                        .refuse("unknown key '" + entry.key().text() + "'; known are "
                                + String.join(", ", known.stream().sorted().toList()));
        return map();
    }

    /** The elements of a list; a single value is a list of one. */
    List<YamlPart> list() {
        if (!(node instanceof SequenceNode sequence)) return List.of(this);
        return sequence.getValue().stream()
                .map(part -> new YamlPart(file, part))
                .toList();
    }

    List<String> texts() {
        return list().stream().map(YamlPart::text).toList();
    }

    String text() {
        if (!(node instanceof ScalarNode scalar)) throw refuse("write a single value here");
        return scalar.getValue();
    }

    /** The value as a boolean, a number or else a text; null for an empty one. Only true and false are booleans. */
    @Nullable
    Object value() {
        var text = text();
        if (node.getTag().equals(Tag.NULL)) return null;
        if (node.getTag().equals(Tag.BOOL) && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")))
            return Boolean.valueOf(text);
        if (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT)) {
            var number = Numbers.of(text);
            return number == null ? text : number;
        }
        return text;
    }

    BigDecimal number() {
        if (value() instanceof BigDecimal number) return number;
        throw refuse("'" + text() + "' is not a number");
    }

    /** The same for two parts that say the same, in whatever order and layout. */
    String canonical() {
        if (node instanceof MappingNode) {
            return new TreeMap<>(map())
                    .entrySet().stream()
                            .map(entry -> quoted(entry.getKey()) + ":"
                                    + entry.getValue().canonical())
                            .collect(Collectors.joining(",", "{", "}"));
        }
        if (isList()) return list().stream().map(YamlPart::canonical).collect(Collectors.joining(",", "[", "]"));
        return node.getTag().getValue() + quoted(text());
    }

    private static String quoted(String text) {
        return text.length() + "'" + text + "'";
    }
}
