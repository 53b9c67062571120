package dev.mandate.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the README of an engine to what the engine is: for the test of each to extend. */
public abstract class EngineReadme {
    private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w+)`");

    private final String readme = text(Path.of("README.md"));
    private final String engine;
    private final Path example;

    /**
     * @param engine its package
     * @param example the test, in that package, that has the README's example between {@code // README: } and {@code // end}
     */
    protected EngineReadme(String engine, String example) {
        this.engine = engine;
        this.example = Path.of("src/test/java", engine.replace('.', '/'), example + ".java");
    }

    @Test
    void the_readme_lists_every_public_type_and_no_other() {
        var listed = new TreeSet<String>();
        var section = between(readme, "## Public types", "\n## ");
        for (var type = TYPE.matcher(section); type.find(); ) listed.add(type.group(1));
        var pub = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(engine).stream()
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(pub);
    }

    @Test
    void the_example_of_the_readme_is_one_that_is_compiled_and_run() {
        var shown = between(readme, "```java\n", "```");
        assertThat(unindented(shown)).isEqualTo(unindented(between(text(example), "// README: ", "// end")));
    }

    private static String unindented(String code) {
        return code.lines()
                .map(String::strip)
                .map(line -> line.startsWith("// ") ? line.substring(3) : line)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String between(String text, String from, String to) {
        var begins = text.indexOf(from);
        assertThat(begins).as(from).isNotNegative();
        var ends = text.indexOf(to, begins + from.length());
        return text.substring(begins + from.length(), ends < 0 ? text.length() : ends);
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
