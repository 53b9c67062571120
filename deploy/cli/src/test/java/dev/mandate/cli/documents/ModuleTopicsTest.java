package dev.mandate.cli.documents;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The first words of a service's README name the topics that it reads and writes: those that it has the right to, which
 * {@link ReadRightsTest} holds to what its code speaks of.
 */
class ModuleTopicsTest {
    private static final Pattern TOPIC =
            Pattern.compile("`([a-z-]+\\.[a-z-]+\\.v\\d+|[a-z-]+\\.\\*|\\*\\.[a-z-]+\\.v\\d+)`");

    @ParameterizedTest
    @CsvSource({
        "LIFECYCLE, lifecycle-service",
        "IDENTITY, identity-service",
        "AUTHZ, authz-service",
        "AUDIT, audit-service",
        "GATEWAY, authz-service/gateway"
    })
    void a_readme_names_what_its_service_reads_and_writes(Account account, String module) {
        var head = headOf(module);

        assertThat(topicsOf(head.in())).as("in").isEqualTo(namesOf(mayRead(account)));
        assertThat(topicsOf(head.out()))
                .as("out")
                .isEqualTo(namesOf(topic -> topic.writers().contains(account)));
    }

    /** What it put aside itself it reads when somebody has it taken up again, which is no way in. */
    private static Predicate<Topic> mayRead(Account account) {
        return topic -> topic.readers().contains(account)
                && (account == Account.AUDIT || !topic.equals(TopicCatalogue.deadLettersOf(account)));
    }

    private record Head(String in, String out) {}

    /** Of a table with a column for each direction, or of paragraphs that begin with them; a replica's README says what it reads. */
    private static Head headOf(String module) {
        var text = Checkout.text(module + "/README.md");
        var head = text.substring(0, text.indexOf("\n## "));
        if (!head.contains("| in | out |")) {
            var out = head.indexOf("**Out**");
            var in = head.substring(head.indexOf("**In**"), out);
            return new Head(
                    in.contains("a replica of authz") ? headOf("authz-service").in() : in, head.substring(out));
        }
        var in = new StringBuilder();
        var out = new StringBuilder();
        head.lines()
                .filter(line -> line.startsWith("|"))
                .map(line -> line.split("\\|"))
                .forEach(cells -> {
                    in.append(cells[1]).append('\n');
                    out.append(cells[2]).append('\n');
                });
        return new Head(in.toString(), out.toString());
    }

    private static Set<String> topicsOf(String text) {
        return TOPIC.matcher(text)
                .results()
                .map(found -> found.group(1))
                .flatMap(name -> name.contains("*") ? namesLike(name) : Stream.of(name))
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> namesLike(String glob) {
        var like = Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q"));
        return namesOf(topic -> like.matcher(topic.name()).matches()).stream();
    }

    private static Set<String> namesOf(Predicate<Topic> wanted) {
        return TopicCatalogue.all().stream().filter(wanted).map(Topic::name).collect(toCollection(TreeSet::new));
    }
}
