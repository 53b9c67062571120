package dev.mandate.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** CONTRIBUTING.md holds for every file. */
class HabitsTest {
    private static final Map<String, String> SUFFIXES =
            Map.of("^@Path\\(", "Resource", "@Incoming\\(", "Consumer", "^@Entity", "Row", "^@ConfigMapping", "Config");
    private static final Pattern HTTP_OR_COLUMNS = Pattern.compile(
            "^import (static )?(jakarta\\.ws\\.rs|jakarta\\.persistence|org\\.jboss\\.resteasy)", Pattern.MULTILINE);
    private static final Pattern EDGE = Pattern.compile("(Resource|Consumer|Row|Store|Config)\\.java");

    private static final Pattern SCALAR_OF_NATIVE_QUERY =
            Pattern.compile("createNativeQuery\\([^;]*?,\\s*(String|Long|Integer|Boolean)\\.class\\)");

    private final List<Path> sources = Checkout.files("", path -> path.endsWith(".java") && path.contains("/src/"));
    private final List<Path> services =
            Checkout.files("", path -> path.matches("(\\w+-service(/replica|/gateway)?|messaging)/src/main/.*\\.java"));

    @Test
    void nothing_is_called_by_a_word_that_names_no_concept() {
        assertThat(sources).isNotEmpty().allSatisfy(file -> {
            assertThat(file.getFileName().toString()).doesNotMatch(".*(Util|Utils|Helper|Manager|Impl)\\.java");
            assertThat(file.getParent().getFileName().toString())
                    .doesNotMatch("(util|utils|common|helper|helpers|manager|impl)");
        });
    }

    @Test
    void no_file_is_so_long_that_it_must_be_about_two_things() {
        var ours = Checkout.files(
                "", path -> path.matches(".*/src/main/.*\\.java|.*/(client-ts|src/main)/.*\\.(js|ts|css|html)"));
        assertThat(ours)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Checkout.text(file).lines().count())
                        .as(file.toString())
                        .isLessThanOrEqualTo(300));
    }

    @Test
    void the_suffix_of_a_class_tells_its_role() {
        assertThat(services)
                .allSatisfy(file -> SUFFIXES.forEach((annotation, suffix) -> {
                    if (Pattern.compile(annotation, Pattern.MULTILINE)
                            .matcher(Checkout.text(file))
                            .find()) assertThat(file.toString()).endsWith(suffix + ".java");
                }));
    }

    @Test
    void what_has_no_suffix_knows_neither_http_nor_columns() {
        assertThat(services)
                .filteredOn(file -> !EDGE.matcher(file.getFileName().toString()).find())
                .filteredOn(file -> !List.of("http", "openapi")
                        .contains(file.getParent().getFileName().toString()))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(
                                HTTP_OR_COLUMNS.matcher(Checkout.text(file)).find())
                        .as(file.toString())
                        .isFalse());
    }

    /** Of a query that was told one, Hibernate 7.2 finds no plan again: it keeps another one each time, and looks through all of them. */
    @Test
    void no_native_query_is_told_the_class_of_its_one_column() {
        assertThat(services)
                .allSatisfy(file -> assertThat(SCALAR_OF_NATIVE_QUERY
                                .matcher(Checkout.text(file))
                                .find())
                        .as(file.toString())
                        .isFalse());
    }
}
