package dev.mandate.cli.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.Suggested;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.lookup.Lookup;
import dev.mandate.cli.proposals.Waiting;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.messaging.names.NearName;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate grants}: which roles a person holds and why; gives and takes them, as the administrator. */
@Command(name = "grants", description = "List, give or take back the roles of a person.")
final class GrantsCommand {
    private static final String PERSON = "the person's name or employee id";
    private static final int MOST_NAMED = 50;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Command(name = "list", description = "What a person holds, with where each comes from.")
    int list(@Parameters(description = PERSON) String person) {
        var context = CommandContext.of(options);
        var identity = Lookup.idOf(context.lookup().person(person));
        var grants = context.api().items(Service.LIFECYCLE, "/grants?limit=100&identity=" + identity, context.admin());
        grants.forEach(grant -> print(context, grant));
        if (grants.isEmpty()) System.out.println("  nothing is held");
        return 0;
    }

    @Command(name = "give", description = "Give a person a role until an end.")
    int give(
            @Parameters(index = "0", description = PERSON) String person,
            @Parameters(index = "1", description = "the role's id") String role,
            @Option(names = "--reason", required = true, description = "why, for whoever reviews it") String reason,
            @Option(
                            names = "--days",
                            defaultValue = "30",
                            description = "for how many days (${DEFAULT-VALUE}), 366 at most")
                    int days,
            @Option(names = "--emergency", description = "nobody can approve it in time; for a day at most")
                    boolean emergency) {
        var context = CommandContext.of(options);
        var body = new HashMap<String, Object>();
        body.put("identity", Lookup.idOf(context.lookup().person(person)));
        body.put("role", role);
        body.put("reason", reason);
        var life = emergency ? Duration.ofHours(24).minusMinutes(1) : Duration.ofDays(days);
        body.put("until", Instant.now().plus(life).truncatedTo(ChronoUnit.SECONDS));
        if (emergency) body.put("origin", Map.of("kind", "EMERGENCY"));
        var answer = context.api()
                .create(Service.LIFECYCLE, "/grants", context.admin(), body)
                .plain();
        if (answer.body().path("type").asText().endsWith(":unknown-role")) {
            System.err.println(
                    noSuchRole(role, get(context, "/catalog/role?limit=200").path("items")));
            return 1;
        }
        var made = answer.orRefuse();
        if (Waiting.is(made)) return Waiting.told(made);
        print(context, made.path("grant"));
        return 0;
    }

    @Command(name = "take", description = "Take a grant back.")
    int take(
            @Parameters(description = "the grant's id, grt_…") String grant,
            @Option(names = "--reason", required = true, description = "why") String reason) {
        var context = CommandContext.of(options);
        var path = "/grants/" + ApiClient.encode(grant) + "?reason=" + ApiClient.encode(reason);
        var taken = context.api()
                .delete(Service.LIFECYCLE, path, context.admin())
                .plain()
                .orRefuse();
        if (Waiting.is(taken)) return Waiting.told(taken);
        System.out.println("  " + taken.path("entitlement").asText() + " of "
                + context.lookup().nameOf(taken.path("identity").asText()) + " is taken back");
        return 0;
    }

    static String noSuchRole(String role, JsonNode roles) {
        var there = StreamSupport.stream(roles.spliterator(), false)
                .map(it -> it.path("id").asText())
                .sorted()
                .toList();
        var shown = there.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        var meant = Suggested.meant(NearName.of(role, there));
        return "mandate: no role of the catalogue has the id " + role + meant
                + (there.isEmpty()
                        ? "; there is none yet"
                        : (meant.isEmpty() ? "; there are: " : " There are: ") + shown)
                + (there.size() > MOST_NAMED ? " and others" : "");
    }

    private static JsonNode get(CommandContext context, String path) {
        return context.api()
                .get(Service.LIFECYCLE, path, context.admin())
                .plain()
                .orRefuse();
    }

    private static void print(CommandContext context, JsonNode grant) {
        var by = grant.path("by").path("subject").asText();
        System.out.printf(
                "  %s, %s%s%s: %s   [%s]%n",
                grant.path("role").asText(),
                grant.hasNonNull("until") ? "until " + grant.path("until").asText() : "as long as he works there",
                origin(grant.path("origin")),
                by.isEmpty()
                        ? ""
                        : ", given by "
                                + (by.startsWith("per_") ? context.lookup().nameOf(by) : by),
                grant.path("reason").asText(),
                grant.path("id").asText());
    }

    private static String origin(JsonNode origin) {
        var kind = origin.path("kind").asText().toLowerCase(java.util.Locale.ROOT);
        if (kind.isEmpty() || kind.equals("administrator") || kind.equals("birthright"))
            return ""; // its reason says so
        return ", " + kind
                + (origin.hasNonNull("reference")
                        ? " " + origin.path("reference").asText()
                        : "");
    }
}
