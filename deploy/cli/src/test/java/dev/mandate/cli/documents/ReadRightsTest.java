package dev.mandate.cli.documents;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Least privilege: a service may read only topics that something in it speaks of, by name or by what is on them. */
class ReadRightsTest {
    private static final Map<Account, List<String>> SOURCES = Map.of(
            Account.LIFECYCLE, List.of("lifecycle-service"),
            Account.IDENTITY, List.of("identity-service"),
            Account.AUTHZ, List.of("authz-service"),
            Account.AUDIT, List.of("audit-service"),
            Account.GATEWAY, List.of("authz-service/replica", "authz-service/gateway"));
    private static final Pattern FAMILY =
            Pattern.compile("(?:class|record|interface) (\\w+)\\b.*?TopicCatalogue\\.([A-Z_]+)", Pattern.DOTALL);

    private final Map<String, String> families = families();

    @Test
    void nobody_may_read_what_he_has_no_use_for() {
        var shared = code("messaging");
        var unused = new ArrayList<String>();
        SOURCES.forEach((account, modules) -> {
            var code = shared + modules.stream().map(ReadRightsTest::code).collect(joining());
            for (var topic : TopicCatalogue.all())
                if (topic.readers().contains(account)
                        && !isSpokenOf(topic, code)
                        && !isItsDeadLetters(topic, account, code))
                    unused.add(account.userName() + " reads " + topic.name());
        });
        assertThat(unused).isEmpty();
    }

    private static boolean isItsDeadLetters(Topic topic, Account account, String code) {
        return topic.equals(TopicCatalogue.deadLettersOf(account)) && code.contains("TopicCatalogue.deadLettersOf(");
    }

    private boolean isSpokenOf(Topic topic, String code) {
        var family = families.get(topic.name());
        return code.contains(topic.name()) || (family != null && code.contains(family + ".FAMILY"));
    }

    /** Comments speak of what is not read, too. */
    private static String code(String module) {
        return Checkout.files(module, path -> path.matches(".*/src/main/.*\\.(java|properties)")).stream()
                .map(file -> withoutComments(Checkout.text(file)))
                .collect(joining("\n"));
    }

    private static String withoutComments(String text) {
        return text.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^\\s*(//|#).*$", "");
    }

    /** The record whose {@code FAMILY} is on a topic, by the topic's name. */
    private static Map<String, String> families() {
        var constants = new TreeMap<String, String>();
        for (var field : TopicCatalogue.class.getFields()) {
            try {
                if (field.get(null) instanceof Topic topic) constants.put(field.getName(), topic.name());
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        var families = new TreeMap<String, String>();
        for (var file : Checkout.files("events", path -> path.matches(".*/src/main/.*\\.java"))) {
            var text = withoutComments(Checkout.text(file));
            var found = FAMILY.matcher(text);
            if (text.contains(" FAMILY =") && found.find() && constants.containsKey(found.group(2)))
                families.put(constants.get(found.group(2)), found.group(1));
        }
        assertThat(families).hasSizeGreaterThan(15);
        return families;
    }
}
