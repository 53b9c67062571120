package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.types.Numbers;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A piece of a rule file that knows where it stands, so that whatever is wrong with it can be pointed at. */
public record YamlPart(String file, Node node) {
    public UnreadableRule refuse(String message) {
        return refuse(0, message);
    }

    /** @param offset characters into a text; a text that is quoted or folded is pointed at as a whole */
    public UnreadableRule refuse(int offset, String message) {
        var mark = node.getStartMark();
        boolean plain = node instanceof ScalarNode scalar && scalar.isPlain();
        return new UnreadableRule(
                new RuleProblem(file, mark.getLine() + 1, mark.getColumn() + 1 + (plain ? offset : 0), message));
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public boolean isText() {
        return node instanceof ScalarNode;
    }

    public record Entry(YamlPart key, YamlPart value) {}

    public List<Entry> entries() {
        if (!(node instanceof MappingNode mapping)) throw refuse("write key: value lines here");
        return mapping.getValue().stream()
                .map(entry ->
                        new Entry(new YamlPart(file, entry.getKeyNode()), new YamlPart(file, entry.getValueNode())))
                .toList();
    }

    public Map<String, YamlPart> map() {
        var parts = new LinkedHashMap<String, YamlPart>();
        for (var entry : entries())
            if (parts.put(entry.key().text(), entry.value()) != null)
                throw entry.key().refuse("'" + entry.key().text() + "' is written twice; keep one");
        return parts;
    }

    /** As {@link #map}, refusing keys that are not known: a misspelt one would be ignored. */
    public Map<String, YamlPart> map(Set<String> known) {
        for (var entry : entries())
            if (!known.contains(entry.key().text()))
                throw entry.key()
                        .refuse("unknown key '" + entry.key().text() + "'; known are "
                                + String.join(", ", known.stream().sorted().toList()));
        return map();
    }

    /** The elements of a list; a single value is a list of one. */
    public List<YamlPart> list() {
        if (!(node instanceof SequenceNode sequence)) return List.of(this);
        return sequence.getValue().stream()
                .map(part -> new YamlPart(file, part))
                .toList();
    }

    public List<String> texts() {
        return list().stream().map(YamlPart::text).toList();
    }

    public String text() {
        if (!(node instanceof ScalarNode scalar)) throw refuse("write a single value here");
        return scalar.getValue();
    }

    /** The value as a boolean, a number or else a text; null for an empty one. Only true and false are booleans. */
    public @Nullable Object value() {
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

    public BigDecimal number() {
        if (value() instanceof BigDecimal number) return number;
        throw refuse("'" + text() + "' is not a number");
    }

    /** A text in its place. */
    public YamlPart saying(String text) {
        return in(new ScalarNode(Tag.STR, text, node.getStartMark(), node.getEndMark(), ScalarStyle.PLAIN));
    }

    /** A list in its place. */
    public YamlPart listing(List<YamlPart> elements) {
        var nodes = elements.stream().map(YamlPart::node).toList();
        return in(new SequenceNode(Tag.SEQ, true, nodes, node.getStartMark(), node.getEndMark(), FlowStyle.BLOCK));
    }

    /** A map in its place. */
    public YamlPart mapping(List<Entry> entries) {
        var tuples = entries.stream()
                .map(entry -> new NodeTuple(entry.key().node, entry.value().node))
                .toList();
        return in(new MappingNode(Tag.MAP, true, tuples, node.getStartMark(), node.getEndMark(), FlowStyle.BLOCK));
    }

    private YamlPart in(Node other) {
        return new YamlPart(file, other);
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
