package dev.mandate.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The classes that a README or DESIGN names are there: who renames one finds the pages that say its name. */
class ClassNamesTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Z][a-z]+[A-Za-z0-9]*)`");
    private static final Pattern WORD = Pattern.compile("\\b[A-Z]\\w+\\b");
    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");
    private static final Pattern BLOCK = Pattern.compile("^```.*?^```", Pattern.MULTILINE | Pattern.DOTALL);

    /** Of libraries, protocols and others' products, which no code of ours names; with what they are of. */
    private static final Map<String, String> OF_OTHERS = Map.ofEntries(
            Map.entry("DeserializationExceptionHandler", "Kafka Streams"),
            Map.entry("ProcessingExceptionHandler", "Kafka Streams"),
            Map.entry("WallclockTimestampExtractor", "Kafka Streams"),
            Map.entry("InvalidTxnStateException", "Kafka"),
            Map.entry("FileRecords", "Kafka"),
            Map.entry("Input", "Cedar's schemas of tools"),
            Map.entry("SimulatePrincipalPolicy", "AWS IAM"),
            Map.entry("SubjectAccessReview", "Kubernetes"),
            Map.entry("CompleteContext", "quarkus-mcp-server"),
            Map.entry("Progress", "quarkus-mcp-server"),
            Map.entry("GracefulShutdownFilter", "Quarkus"),
            Map.entry("ShutdownRecorder", "Quarkus"),
            Map.entry("StartupContext", "Quarkus"));

    /** Whose classes are everybody's words, unless several have the name. */
    private static final Set<String> SHARED = Set.of("events", "messaging");

    private final Set<String> words = new HashSet<>();
    /** The parts of the system that have a class of this name, once for each. */
    private final Map<String, List<String>> declared = new HashMap<>();

    ClassNamesTest() {
        for (var file : Checkout.files("", path -> path.endsWith(".java") || path.endsWith(".ts"))) {
            if (file.endsWith("ClassNamesTest.java")) continue;
            var text = Checkout.text(file);
            var part = part(Checkout.relative(file));
            var found = WORD.matcher(text);
            while (found.find()) words.add(found.group());
            var types = DECLARED.matcher(text);
            while (types.find())
                declared.computeIfAbsent(types.group(1), name -> new ArrayList<>())
                        .add(part);
        }
    }

    @Test
    void every_class_that_a_readme_or_design_names_is_there() {
        var gone = new TreeSet<String>();
        for (var page : Checkout.files("", path -> path.matches("(?:.*/)?(?:README|DESIGN)\\.md"))) {
            var path = Checkout.relative(page);
            for (var line : BLOCK.matcher(Checkout.text(page)).replaceAll("").split("\n")) {
                var named = NAMED.matcher(line);
                while (named.find()) if (!isThere(named.group(1), path, line)) gone.add(path + ": " + named.group(1));
            }
        }
        assertThat(gone)
                .as("say the name that it has now, or, if it is of another system, list it in ClassNamesTest")
                .isEmpty();
    }

    /** A name of one word is any part's: it has to be of the page's own, or of one that the same line names. */
    private boolean isThere(String name, String page, String line) {
        if (OF_OTHERS.containsKey(name)) return true;
        var parts = declared.get(name);
        if (parts == null) return words.contains(name);
        return page.indexOf('/') < 0
                || isLong(name)
                || parts.stream().anyMatch(part -> part.equals(part(page)) || line.contains(part))
                || parts.stream().filter(SHARED::contains).count() == 1;
    }

    private static boolean isLong(String name) {
        return name.chars().filter(Character::isUpperCase).count() > 1;
    }

    /** {@code audit-service}, {@code deploy/cli}. */
    private static String part(String path) {
        var steps = path.split("/");
        return steps[0].equals("deploy") && steps.length > 1 ? steps[0] + "/" + steps[1] : steps[0];
    }
}
