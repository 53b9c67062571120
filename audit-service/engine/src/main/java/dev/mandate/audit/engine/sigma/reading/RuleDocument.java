package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.types.EventTest;
import dev.mandate.audit.engine.sigma.correlation.types.Level;
import dev.mandate.audit.engine.sigma.correlation.types.RuleTestCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One document of a rule file, read on its own: what it refers to is looked up later.
 *
 * @param level required of rules that raise matches, so absent only where none is written
 * @param detection absent in a correlation rule
 * @param correlation absent in a detection rule
 * @param filters that already narrow the detection
 */
record RuleDocument(
        YamlPart part,
        String id,
        @Nullable String name,
        String title,
        String description,
        @Nullable Level level,
        List<String> tags,
        List<String> falsePositives,
        @Nullable EventTest detection,
        @Nullable YamlPart correlation,
        List<RuleFilter> filters,
        List<RuleTestCase> tests) {
    /** States are stored under it. */
    private static final int LONGEST_ID = 200;

    /** Lists of rules go on after it. As {@code PlainText} of the events has it, which those who read files don't know. */
    private static final Pattern ONE_LINE =
            Pattern.compile("[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u061C\\u200E\\u200F\\u202A-\\u202E"
                    + "\\u2066-\\u2069\\x{E0000}-\\x{E007F}]+");

    static RuleDocument read(YamlPart part, FieldNames fields) {
        var keys = part.map(); // of which teams have some of their own
        var title = keys.get("title");
        if (title == null) throw part.refuse("add 'title:' with what the rule finds");
        var id = keys.getOrDefault("id", keys.get("name"));
        if (id == null) throw part.refuse("add 'id:' with a UUID, or 'name:'");
        if (id.text().length() > LONGEST_ID) throw id.refuse("an id has at most " + LONGEST_ID + " characters");
        if (!ONE_LINE.matcher(id.text()).matches())
            throw id.refuse("an id is one line, without control characters and marks that change a text's direction");
        var detection = keys.get("detection");
        var correlation = keys.get("correlation");
        if ((detection == null) == (correlation == null))
            throw part.refuse("a document has either 'detection:', 'correlation:' or 'filter:'");
        var logsource = keys.get("logsource");
        if (detection != null) ours(logsource, part);
        var description = keys.get("description");
        var name = keys.get("name");
        return new RuleDocument(
                part,
                id.text(),
                name == null ? null : name.text(),
                title.text(),
                description == null ? "" : description.text(),
                level(keys.get("level")),
                texts(keys.get("tags")),
                texts(keys.get("falsepositives")),
                detection == null ? null : new DetectionReader(new FieldReader(fields)).read(detection),
                correlation,
                List.of(),
                TestCaseReader.read(keys.get("x-tests"), fields));
    }

    RuleDocument narrowedBy(List<RuleFilter> filters) {
        if (detection == null || filters.isEmpty()) return this;
        var tests = new ArrayList<>(List.of(detection));
        filters.forEach(filter -> tests.add(filter.test()));
        return new RuleDocument(
                part,
                id,
                name,
                title,
                description,
                level,
                tags,
                falsePositives,
                EventTest.all(tests),
                correlation,
                filters,
                this.tests);
    }

    String calledName() {
        return name == null ? id : name;
    }

    /** Everything that the rule says, in a form that does not depend on layout. */
    String canonical() {
        return part.canonical() + filtered();
    }

    private String filtered() {
        return filters.stream().map(filter -> filter.part().canonical()).collect(Collectors.joining());
    }

    /** What decides whether the rule matches. */
    String logic() {
        return filtered()
                + part.entries().stream()
                        .filter(entry -> Set.of("detection", "correlation")
                                .contains(entry.key().text()))
                        .map(entry -> entry.value().canonical())
                        .findFirst()
                        .orElseThrow();
    }

    Level requiredLevel() {
        if (level == null) throw part.refuse("a rule that raises matches needs 'level:', such as high");
        return level;
    }

    private static void ours(@Nullable YamlPart logsource, YamlPart document) {
        if (logsource == null) throw document.refuse("add 'logsource:' with product: mandate");
        var product = logsource.map().get("product");
        if (product == null || !product.text().equals("mandate"))
            throw logsource.refuse(
                    "rules for other products match nothing here; write product: mandate, or convert them by a pipeline");
    }

    private static @Nullable Level level(@Nullable YamlPart part) {
        if (part == null) return null;
        for (var level : Level.values()) if (level.name().equalsIgnoreCase(part.text())) return level;
        throw part.refuse("level is informational, low, medium, high or critical");
    }

    private static List<String> texts(@Nullable YamlPart part) {
        return part == null ? List.of() : part.texts();
    }
}
