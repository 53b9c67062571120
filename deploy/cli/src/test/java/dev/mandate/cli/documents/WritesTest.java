package dev.mandate.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.EventFamilies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever a request may change is on record: somebody has said for each endpoint that may write by which fact, or why by none. */
class WritesTest {
    private static final String LIST = "deploy/cli/src/test/resources/documents/facts-of-writes.txt";
    private static final Pattern WRITES =
            Pattern.compile("@(?:POST|PUT|PATCH|DELETE)\\b.*?\\bpublic\\s.*?(\\w+)\\(", Pattern.DOTALL);
    private static final Pattern SERVICE = Pattern.compile("^package dev\\.mandate\\.(\\w+)", Pattern.MULTILINE);

    private final Map<String, String> listed = listed();

    @Test
    void each_endpoint_that_may_write_has_a_fact_or_a_reason_why_it_needs_none() {
        assertThat(listed.keySet())
                .as(
                        "a request that changes something leaves a fact: publish it through the outbox in the same transaction"
                                + " (`events` has its type, audit-service's narrator its sentence), then list method and type in %s;"
                                + " take out there what is gone",
                        LIST)
                .containsExactlyInAnyOrderElementsOf(endpoints());
    }

    @Test
    void each_fact_is_one_that_there_is_and_each_reason_says_something() {
        var known = EventFamilies.all().stream()
                .flatMap(family -> family.typeNames().stream())
                .collect(Collectors.toUnmodifiableSet());
        listed.forEach((method, facts) -> {
            if (facts.startsWith("- "))
                assertThat(facts.length())
                        .as("why nothing is told of " + method)
                        .isGreaterThan("- asks".length());
            else assertThat(known).as(method).containsAll(Set.of(facts.split(" ")));
        });
    }

    /** {@code service.Resource.method}. */
    private static List<String> endpoints() {
        var found = new ArrayList<String>();
        for (var file : Checkout.files(
                "", path -> path.matches("(\\w+-service(/replica|/gateway)?|messaging)/src/main/.*Resource\\.java"))) {
            var text = Checkout.text(file);
            var service = SERVICE.matcher(text);
            assertThat(service.find()).as(file.toString()).isTrue();
            var resource = file.getFileName().toString().replace(".java", "");
            for (var writes = WRITES.matcher(text); writes.find(); )
                found.add(service.group(1) + "." + resource + "." + writes.group(1));
        }
        return found;
    }

    private static Map<String, String> listed() {
        var lines = new TreeMap<String, String>();
        Checkout.text(LIST)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> {
                    var words = line.split(" ", 2);
                    assertThat(lines.put(words[0], words.length < 2 ? "" : words[1]))
                            .as("listed twice: " + line)
                            .isNull();
                });
        return lines;
    }
}
