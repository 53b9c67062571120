package dev.mandate.cli.wrap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mandate.cli.terminal.Table;
import dev.mandate.cli.wrap.ClientServer.AtGateway;
import dev.mandate.events.cloudevents.PlainText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A person's yes to what a wrap starts and reaches, before any of it: the client's file may have come with a stranger's repository, and behind
 * the gateway the client doesn't ask. Once given it stays for this file for as long as nothing of that changes.
 */
final class StartConsent {
    private final Wraps wraps;
    private final Consumer<String> says;
    private final boolean given;
    private final Function<String, @Nullable String> terminal;

    /**
     * @param given beforehand, by whoever typed --yes
     * @param terminal what is answered there; null where nobody is
     */
    StartConsent(Wraps wraps, Consumer<String> says, boolean given, Function<String, @Nullable String> terminal) {
        this.wraps = wraps;
        this.says = says;
        this.given = given;
        this.terminal = terminal;
    }

    static StartConsent atTerminal(Wraps wraps, boolean given) {
        return new StartConsent(wraps, System.out::println, given, question -> {
            var console = System.console();
            return console == null ? null : console.readLine("%s", question);
        });
    }

    /**
     * Shows and asks.
     *
     * @param left the servers that are left as they are
     * @return the digest of what may be started and reached
     * @throws IllegalStateException in words, without a yes
     */
    String require(Path file, Map<String, AtGateway> servers, List<String> left) {
        var digest = digest(servers);
        if (wraps.isAgreed(file, digest)) return digest;
        says.accept("Of " + PlainText.shown(file.toString()) + " the gateway will start and reach, as you:\n"
                + table(servers, left).toString().stripTrailing());
        if (given) return digest;
        var answer = terminal.apply("May it? Type yes: ");
        if (answer == null)
            throw new IllegalStateException("nothing was started: nobody can be asked here, since this is no terminal;"
                    + " look at what would be, and call this again with --yes");
        if (!answer.strip().equalsIgnoreCase("yes"))
            throw new IllegalStateException("nothing was started and nothing changed, since the answer wasn't yes");
        return digest;
    }

    private static Table table(Map<String, AtGateway> servers, List<String> left) {
        var table = new Table("SERVER", "IN", "GIVEN", "COMMAND OR URL");
        servers.forEach((name, server) -> {
            var written = server.written();
            table.row(name, PlainText.shown(written.path("cwd").asText("-")), given(written), what(written));
        });
        for (var name : left) table.row(PlainText.shown(name), "-", "-", "(disabled: left as it is, and not started)");
        return table;
    }

    private static String what(JsonNode written) {
        if (written.has("url")) return PlainText.shown(written.path("url").asText());
        var words = new ArrayList<String>();
        words.add(quoted(written.path("command").asText()));
        for (var argument : written.path("args")) words.add(quoted(argument.asText()));
        return String.join(" ", words);
    }

    /** Names alone, with whose variables they are filled: values are secrets. */
    private static String given(JsonNode written) {
        var names = new ArrayList<String>();
        for (var member : List.of("env", "headers"))
            for (var each : written.path(member).properties()) {
                var from = Variables.names(each.getValue().asText());
                names.add(PlainText.shown(each.getKey())
                        + (from.isEmpty() ? "" : " from your " + String.join(" and ", from)));
            }
        return names.isEmpty() ? "-" : String.join(", ", names);
    }

    /** So that it is seen where an argument ends. */
    private static String quoted(String word) {
        var shown = PlainText.shown(word);
        return shown.matches("[A-Za-z0-9_@%+=:,./${}-]+") ? shown : "'" + shown.replace("'", "'\\''") + "'";
    }

    /** Of values too, as the file has them: a variable such as NODE_OPTIONS makes another program of the same command. */
    private static String digest(Map<String, AtGateway> servers) {
        var all = JsonNodeFactory.instance.objectNode();
        servers.forEach((name, server) -> all.set(name, server.written()));
        return Digest.of(all.toString().getBytes(StandardCharsets.UTF_8));
    }
}
