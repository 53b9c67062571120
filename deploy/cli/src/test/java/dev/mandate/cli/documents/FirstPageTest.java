package dev.mandate.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the first page says of the code is so. */
class FirstPageTest {
    private static final Pattern GUARD = Pattern.compile("new (\\w+)\\(\\)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern CODE = Pattern.compile("^```.*?^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    /** Of a module's README, in characters: what somebody reads before he goes where his question is answered. */
    private static final int ONE_PAGE = 13_000;

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
            var links = LINK.matcher(prose(file));
            while (links.find()) {
                if (links.group(1).contains(":")) continue;
                var target = links.group(1).isEmpty() ? file : file.resolveSibling(links.group(1));
                if (!target.toFile().exists()) broken.add(file + ": " + links.group(1));
                else if (links.group(2) != null && !anchors(target).contains(links.group(2)))
                    broken.add(file + ": no heading " + links.group(2) + " in " + target);
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void a_modules_readme_is_a_page_and_what_is_longer_is_a_guide_of_its_own() {
        var modules = Checkout.files("", path -> path.endsWith("/README.md"));
        assertThat(modules)
                .hasSizeGreaterThan(15)
                .allSatisfy(file -> assertThat(Checkout.text(file).length())
                        .as("characters of " + file)
                        .isLessThan(ONE_PAGE));
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

    /** As they are made of headings where these pages are read: letters, digits and hyphens, in small ones. */
    private static Set<String> anchors(Path page) {
        var anchors = new HashSet<String>();
        var headings = HEADING.matcher(prose(page));
        while (headings.find())
            anchors.add(headings.group(1)
                    .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .strip()
                    .replace(' ', '-'));
        return anchors;
    }

    private static String prose(Path page) {
        return CODE.matcher(Checkout.text(page)).replaceAll("");
    }

    private static List<Path> pages() {
        return Checkout.files("", path -> path.endsWith(".md"));
    }

    private static String between(String text, String from, String to) {
        var begins = text.indexOf(from);
        assertThat(begins).as(from).isNotNegative();
        return text.substring(begins + from.length(), text.indexOf(to, begins + from.length()));
    }
}
