package dev.mandate.cli.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.Table;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate dead-letters}: each service keeps its own. */
@Command(
        name = "dead-letters",
        description = "Records that a service could not take: what is wrong with each, taking one up again, and saying"
                + " that nothing is to be done about one.")
public final class DeadLettersCommand {
    private static final String SERVICE = "identity, lifecycle, authz or audit";
    private static final String LETTER = "the letter's number";
    private static final int LONGEST_MESSAGE = 90;
    private static final int PAGE = 200;
    private static final int MOST_PAGES = 20;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Command(name = "list", description = "What had no effect so far, of all services, the latest first.")
    int list(
            @Option(names = "--all", description = "What was taken since, and what nobody takes up again, too.")
                    boolean all,
            @Option(
                            names = "--dismissed",
                            description =
                                    "Only those about which somebody said that nothing is to be done: who, when, why.")
                    boolean dismissed,
            @Option(names = "--most", defaultValue = "50", description = "of each service (default: ${DEFAULT-VALUE})")
                    int most) {
        var context = context();
        var table = dismissed
                ? new Table("service", "letter", "key", "record", "dismissed by", "at", "because", "what is wrong")
                : new Table("service", "letter", "standing", "key", "record", "reason", "what is wrong");
        var left = EnumSet.noneOf(Left.class);
        for (var service : Service.withDatabase()) {
            var letters = newest(
                    most,
                    after -> context.api()
                            .get(service, "/dead-letters?limit=" + PAGE + after, context.admin())
                            .plain()
                            .orRefuse(),
                    letter -> dismissed ? is(letter, "DISMISSED") : all || is(letter, "WAITS"));
            left.add(letters.left());
            for (var letter : letters.shown())
                if (dismissed) dismissedRow(table, service, letter);
                else row(table, service, letter);
        }
        System.out.print(table);
        if (left.contains(Left.OLDER)) System.out.println("  There are older ones: --most shows more.");
        if (left.contains(Left.UNSEEN))
            System.out.println("  Of a service's letters no more than the latest " + PAGE * MOST_PAGES
                    + " were looked at: GET /dead-letters of the service has older ones.");
        return 0;
    }

    /** Those that are wanted, as far back as needed: what was taken since lies between them. */
    static Letters newest(int most, Function<String, JsonNode> page, Predicate<JsonNode> wanted) {
        var shown = new ArrayList<JsonNode>();
        var after = "";
        for (var pages = 0; pages < MOST_PAGES; pages++) {
            var answer = page.apply(after);
            for (var letter : answer.path("items")) {
                if (!wanted.test(letter)) continue;
                if (shown.size() == most) return new Letters(shown, Left.OLDER);
                shown.add(letter);
            }
            if (!answer.hasNonNull("next")) return new Letters(shown, Left.NONE);
            after = "&after=" + ApiClient.encode(answer.path("next").asText());
        }
        return new Letters(shown, Left.UNSEEN);
    }

    private static void row(Table table, Service service, JsonNode letter) {
        table.row(
                service.account(),
                letter.path("letter").asText(),
                letter.path("standing").asText(),
                letter.path("key").asText("-"),
                origin(letter),
                letter.path("reason").asText(),
                shortened(letter.path("message").asText()));
    }

    private static void dismissedRow(Table table, Service service, JsonNode letter) {
        var dismissed = letter.path("dismissed");
        table.row(
                service.account(),
                letter.path("letter").asText(),
                letter.path("key").asText("-"),
                origin(letter),
                dismissed.path("by").asText(),
                dismissed.path("at").asText(),
                dismissed.path("reason").asText(),
                shortened(letter.path("message").asText()));
    }

    private static boolean is(JsonNode letter, String standing) {
        return letter.path("standing").asText().equals(standing);
    }

    private static String origin(JsonNode letter) {
        return letter.path("topic").asText() + "/" + letter.path("partition").asText() + "/"
                + letter.path("offset").asText();
    }

    @Command(name = "show", description = "One, with all that was kept of it.")
    int show(
            @Parameters(index = "0", description = SERVICE) String service,
            @Parameters(index = "1", description = LETTER) long letter) {
        var context = context();
        print(context.api()
                .get(named(service), "/dead-letters/" + letter, context.admin())
                .plain()
                .orRefuse());
        return 0;
    }

    @Command(name = "replay", description = "Have the service take it up again, once what was wrong is mended.")
    int replay(
            @Parameters(index = "0", description = SERVICE) String service,
            @Parameters(index = "1", description = LETTER) long letter) {
        var context = context();
        var taken = context.api()
                .post(named(service), "/dead-letters/" + letter + "/replay", context.admin(), Map.of())
                .plain()
                .orRefuse();
        System.out.println("  " + taken.path("says").asText());
        return 0;
    }

    @Command(
            name = "dismiss",
            description =
                    "Say that nothing is to be done about it: on the record, and it waits no more. It stays where it is, and can"
                            + " still be replayed.")
    int dismiss(
            @Parameters(index = "0", description = SERVICE) String service,
            @Parameters(index = "1", description = LETTER) long letter,
            @Option(names = "--reason", required = true, description = "why, in one line") String reason) {
        var context = context();
        var dismissed = context.api()
                .post(named(service), "/dead-letters/" + letter + "/dismiss", context.admin(), Map.of("reason", reason))
                .plain()
                .orRefuse()
                .path("dismissed");
        System.out.println("  Nothing is to be done about it, said "
                + dismissed.path("by").asText() + " at " + dismissed.path("at").asText() + ": "
                + dismissed.path("reason").asText());
        return 0;
    }

    private static void print(JsonNode letter) {
        System.out.println("  " + origin(letter) + ", key " + letter.path("key").asText() + ", "
                + letter.path("bytes").asText() + " bytes");
        System.out.println("  refused at " + letter.path("at").asText()
                + (letter.hasNonNull("consumer")
                        ? " by " + letter.path("consumer").asText()
                        : "") + ": "
                + letter.path("reason").asText() + ", " + letter.path("message").asText());
        System.out.println("  " + letter.path("says").asText());
        var dismissed = letter.path("dismissed");
        if (!dismissed.isMissingNode())
            System.out.println("  dismissed by " + dismissed.path("by").asText() + " at "
                    + dismissed.path("at").asText() + ": "
                    + dismissed.path("reason").asText());
        System.out.println(letter.path("headers").toPrettyString());
        System.out.println(
                letter.path(letter.hasNonNull("value") ? "value" : "base64").asText());
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 1) + "…";
    }

    private static Service named(String name) {
        for (var service : Service.withDatabase()) if (service.account().equals(name)) return service;
        throw new IllegalArgumentException("no service is called " + name + "; use " + SERVICE);
    }

    private CommandContext context() {
        var system = options.system();
        var api = new ApiClient(system.ports());
        return new CommandContext(api, new SignIn(api, system).operator());
    }

    record Letters(List<JsonNode> shown, Left left) {}

    /** What there is beside those that are shown. */
    enum Left {
        NONE,
        /** That is wanted too. */
        OLDER,
        /** Nobody looked whether it is wanted. */
        UNSEEN
    }

    private record CommandContext(ApiClient api, String admin) {}
}
