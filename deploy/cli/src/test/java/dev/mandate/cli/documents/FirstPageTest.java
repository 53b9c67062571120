package dev.mandate.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the first page says of the code is so. */
class FirstPageTest {
    private static final Pattern GUARD = Pattern.compile("new (\\w+)\\(\\)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)");
    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z]+[A-Za-z]*)`");

    private final String page = Checkout.text("README.md");

    @Test
    void it_names_the_guards_in_the_order_in_which_they_are_asked() {
        var code = Checkout.text(
                "authz-service/engine/src/main/java/dev/mandate/authz/engine/decisions/DecisionPipeline.java");
        var guards = new ArrayList<String>();
        var found = GUARD.matcher(between(code, "GUARDS = List.of(", ");\n"));
        while (found.find()) guards.add('`' + found.group(1) + '`');
        var told = new ArrayList<String>();
        var names = Pattern.compile("`\\w+`").matcher(between(page, "runs the guards (", ")"));
        while (names.find()) told.add(names.group());
        assertThat(told).isEqualTo(guards).hasSizeGreaterThan(8);
    }

    @Test
    void every_class_that_its_walks_name_is_there() {
        var walks = between(page, "## Follow one leaver", "## Licence");
        var names = TYPE.matcher(walks);
        while (names.find()) {
            var file = "/" + names.group(1) + ".java";
            assertThat(Checkout.files("", path -> path.endsWith(file)))
                    .as(names.group())
                    .isNotEmpty();
        }
    }

    @Test
    void no_page_links_to_what_is_not_there() {
        var broken = new ArrayList<String>();
        for (var file : pages()) {
            var links = LINK.matcher(Checkout.text(file));
            while (links.find())
                if (!links.group(1).contains(":")
                        && !file.resolveSibling(links.group(1)).toFile().exists())
                    broken.add(file.getFileName() + ": " + links.group(1));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void every_modules_design_begins_with_a_page_for_two_minutes() {
        assertThat(Checkout.files("", path -> path.endsWith("DESIGN.md") && !path.contains("/src/")))
                .allSatisfy(file -> {
                    var text = Checkout.text(file);
                    var first = text.substring(0, Math.max(0, text.indexOf("\n## ", text.indexOf("\n## ") + 1)));
                    assertThat(first).as(file.toString()).contains("\n## In two minutes\n");
                    assertThat(first.split("\\s+").length)
                            .as("words on the first page of " + file)
                            .isLessThan(500);
                });
    }

    private static List<java.nio.file.Path> pages() {
        return Checkout.files("", path -> path.endsWith(".md"));
    }

    private static String between(String text, String from, String to) {
        var begins = text.indexOf(from);
        assertThat(begins).as(from).isNotNegative();
        return text.substring(begins + from.length(), text.indexOf(to, begins + from.length()));
    }
}
