package dev.mandate.events.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The arrows of the picture on the repository's first page are those of the catalogue. */
class ArrowsTest {
    private static final Path FILE = Path.of("../README.md");
    private static final String FROM = "```mermaid\nflowchart LR\n";
    private static final String TO = "```";
    private static final int MOST_NAMES = 4;

    /** In the order in which the picture is read. */
    private static final Map<Account, String> NODES = new LinkedHashMap<>();

    static {
        NODES.put(Account.HR, "HR[HR systems]");
        NODES.put(Account.AGENT_PLATFORM, "P[agent platforms]");
        NODES.put(Account.LIFECYCLE, "L[lifecycle-service<br/>workers · access · catalogue]");
        NODES.put(Account.IDENTITY, "I[identity-service<br/>agents · tokens · delegations]");
        NODES.put(Account.AUTHZ, "Z[authz-service<br/>Cedar · guards · AuthZEN]");
        NODES.put(Account.GATEWAY, "G[gateway<br/>MCP, decided in process]");
        NODES.put(Account.AUDIT, "U[audit-service<br/>trail · Kafka Streams risk job]");
        NODES.put(Account.SECURITY_TEAM, "S[security teams]");
    }

    @Test
    void the_picture_on_the_first_page_has_the_arrows_of_the_catalogue() throws Exception {
        var readme = Files.readString(FILE, UTF_8);
        var begins = readme.indexOf(FROM) + FROM.length();
        var ends = readme.indexOf(TO, begins);
        if (Boolean.getBoolean("renew"))
            Files.writeString(FILE, readme.substring(0, begins) + picture() + readme.substring(ends), UTF_8);
        assertThat(Files.readString(FILE, UTF_8))
                .as("out of date; renew it with: mvn -pl events test -Dtest=ArrowsTest -DargLine=-Drenew=true")
                .contains(FROM + picture() + TO);
    }

    @Test
    void every_account_of_the_catalogue_is_in_it() {
        var there = EnumSet.noneOf(Account.class);
        for (var topic : TopicCatalogue.all()) {
            there.addAll(topic.writers());
            there.addAll(topic.readers());
        }
        there.remove(Account.OPERATOR); // reads everything
        assertThat(NODES.keySet()).containsAll(there);
    }

    private static String picture() {
        var lines = new ArrayList<String>();
        NODES.values().forEach(node -> lines.add("  " + node));
        for (var writer : NODES.keySet())
            for (var reader : NODES.keySet()) {
                var topics = writer == reader ? List.<String>of() : between(writer, reader);
                if (!topics.isEmpty())
                    lines.add("  " + letter(writer) + " -- " + label(topics) + " --> " + letter(reader));
            }
        lines.add("  A([agent or gateway]) -- may it? --> Z");
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** Dead letters go to audit from everyone and say nothing of how the services depend on each other. */
    private static List<String> between(Account writer, Account reader) {
        return TopicCatalogue.all().stream()
                .filter(topic -> topic.kind() != Topic.Kind.DEAD_LETTERS)
                .filter(topic ->
                        topic.writers().contains(writer) && topic.readers().contains(reader))
                .map(Topic::name)
                .toList();
    }

    private static String label(List<String> topics) {
        return topics.size() > MOST_NAMES ? "its " + topics.size() + " topics" : String.join("<br/>", topics);
    }

    private static String letter(Account account) {
        return NODES.get(account).substring(0, NODES.get(account).indexOf('['));
    }
}
