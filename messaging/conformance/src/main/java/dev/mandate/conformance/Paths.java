package dev.mandate.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The operations of a document by what is asked. */
final class Paths {
    private static final String SEGMENT = "[^/]+";

    /** @param whole also matches where the last parameter holds slashes, as the id of a catalogue entry may */
    private record Template(int parameters, Pattern exact, Pattern whole, JsonNode item) {
        static Template of(String text, JsonNode item) {
            var literals = text.split("\\{[^}]*}", -1);
            var exact = new StringBuilder(Pattern.quote(literals[0]));
            for (int i = 1; i < literals.length; i++) exact.append(SEGMENT).append(Pattern.quote(literals[i]));
            var whole = text.endsWith("}") ? exact.substring(0, exact.lastIndexOf(SEGMENT)) + ".+" : exact.toString();
            return new Template(literals.length, Pattern.compile(exact.toString()), Pattern.compile(whole), item);
        }
    }

    private final List<Template> templates;

    Paths(JsonNode paths) {
        var fields = (Iterable<Map.Entry<String, JsonNode>>) paths::fields;
        templates = StreamSupport.stream(fields.spliterator(), false)
                .map(field -> Template.of(field.getKey(), field.getValue()))
                .sorted(Comparator.comparingInt(Template::parameters))
                .toList();
    }

    /** @param path percent-encoded; the template with the fewest parameters is asked first, as JAX-RS does */
    Optional<JsonNode> find(String method, String path) {
        var name = method.toLowerCase(Locale.ROOT);
        return find(name, path, Template::exact).or(() -> find(name, path, Template::whole));
    }

    private Optional<JsonNode> find(String method, String path, Function<Template, Pattern> pattern) {
        return templates.stream()
                .filter(template -> pattern.apply(template).matcher(path).matches())
                .map(template -> template.item().path(method))
                .filter(JsonNode::isObject)
                .findFirst();
    }
}
