package dev.mandate.cli.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.AdminApi;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.Suggested;
import dev.mandate.cli.proposals.Waiting;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.Table;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate policies}: each verb is one call of authz-service. */
@Command(name = "policies", description = "Publish, test, watch, activate and roll back policy sets.")
public final class PoliciesCommand {
    private static final String SET = "the set, for example main";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Command(name = "list", description = "Sets and their versions; of one set, its changes too.")
    int list(@Parameters(arity = "0..1", defaultValue = "", description = SET) String set) {
        var api = api();
        if (!set.isEmpty())
            return whole(Suggested.or(
                    set, () -> ListedSets.names(api.get("?limit=1"), api.items("sets")), () -> api.get(at(set))));
        System.out.print(ListedSets.of(api.get("?limit=1"), api.items("sets")));
        return 0;
    }

    @Command(name = "test", description = "Validate a directory and run its tests; nothing is kept.")
    int test(
            @Parameters(index = "0", description = SET) String set,
            @Parameters(index = "1", description = "holds *.cedar and *.tests.yml") Path directory) {
        return report(PolicySetSubmission.send(api(), at(set) + "/check", directory, ""));
    }

    @Command(
            name = "publish",
            description = "Validate, test and keep a directory as the next version; not in force by that.")
    int publish(
            @Parameters(index = "0", description = SET) String set,
            @Parameters(index = "1", description = "holds *.cedar and *.tests.yml") Path directory,
            @Option(names = "--comment", defaultValue = "", description = "what is new") String comment) {
        var published = PolicySetSubmission.send(api(), at(set) + "/versions", directory, comment);
        System.out.println(
                "  " + set + "/" + published.path("version").path("version").asText());
        return report(published);
    }

    @Command(name = "watch", description = "Evaluate a version beside the active one, without effect.")
    int watch(
            @Parameters(index = "0", description = SET) String set,
            @Parameters(index = "1", description = "number of the version; 0 for none any more") long version) {
        var api = api();
        return standing(version == 0 ? api.delete(at(set) + "/shadow") : api.put(at(set) + "/shadow", version));
    }

    @Command(name = "activate", description = "Put a version in force on every replica.")
    int activate(
            @Parameters(index = "0", description = SET) String set,
            @Parameters(index = "1", description = "number of the version") long version) {
        return standing(api().put(at(set) + "/active", version));
    }

    @Command(name = "rollback", description = "Put the version before in force again.")
    int rollback(@Parameters(description = SET) String set) {
        return standing(api().post(at(set) + "/rollback"));
    }

    @Command(name = "retire", description = "Take a set out of force; for main the files count again.")
    int retire(@Parameters(description = SET) String set) {
        return standing(api().delete(at(set) + "/active"));
    }

    @Command(name = "simulate", description = "Replay past decisions by a version: what would activating it change?")
    int simulate(
            @Parameters(index = "0", description = SET) String set,
            @Parameters(index = "1", description = "number of the version") long version,
            @Option(names = "--hours", defaultValue = "24", description = "how far back") int hours) {
        var report = api().post(at(set) + "/versions/" + version + "/simulation?hours=" + hours);
        System.out.printf(
                "  %d decisions, %d of them by policies; newly denied %d, newly allowed %d; %d come out otherwise even by what is in force%n",
                report.path("read").asInt(),
                report.path("byPolicies").asInt(),
                report.path("newlyDenied").asInt(),
                report.path("newlyAllowed").asInt(),
                report.path("notReproduced").asInt());
        for (var each : report.path("differences"))
            difference(each, each.path("candidate").asBoolean());
        return 0;
    }

    @Command(name = "report", description = "What watched versions would have changed.")
    int report(
            @Parameters(index = "0", description = SET) String set,
            @Option(names = "--hours", defaultValue = "24", description = "how far back") int hours) {
        var report = api().get(at(set) + "/shadow/report?hours=" + hours);
        if (report.path("watched").isEmpty())
            System.out.printf("  nothing was asked of a watched version of %s in the last %d hours%n", set, hours);
        for (var watched : report.path("watched")) {
            System.out.printf(
                    "  %s: asked %d times, would have denied %d and allowed %d more%n",
                    watched.path("version").asText(),
                    watched.path("evaluated").asInt(),
                    watched.path("allowToDeny").asInt(),
                    watched.path("denyToAllow").asInt());
            for (var each : watched.path("changed"))
                difference(each, !each.path("given").asBoolean());
        }
        return 0;
    }

    @Command(name = "diff", description = "What is different between two versions.")
    int diff(
            @Parameters(index = "0", description = SET) String set,
            @Parameters(index = "1", description = "number of a version") long from,
            @Parameters(index = "2", description = "number of another") long to) {
        var diff = api().get(at(set) + "/diff?from=" + from + "&to=" + to);
        if (diff.path("schemaChanged").asBoolean()) System.out.println("  the schema is another");
        for (var policy : diff.path("policies")) {
            System.out.println("  " + policy.path("id").asText());
            print("- ", policy.path("before"));
            print("+ ", policy.path("after"));
        }
        return 0;
    }

    private AdminApi api() {
        return new AdminApi(options, Service.AUTHZ, "/policies");
    }

    private static String at(String set) {
        return "/" + ApiClient.encode(set);
    }

    private static int whole(JsonNode set) {
        System.out.print(ListedSets.standIn(set));
        if (set.path("versions").isEmpty()) {
            System.out.println("  nobody has published a version of it");
            return 0;
        }
        System.out.print(new Table("version", "policies", "tests", "author", "published", "comment")
                .rows(set.path("versions"), "version", "policies", "tests", "author", "publishedAt", "comment"));
        System.out.print(new Table("change", "version", "by", "at")
                .rows(set.path("changes"), "kind", "version", "author", "at"));
        return 0;
    }

    private static int report(JsonNode checked) {
        for (var warning : checked.path("warnings"))
            System.out.println("  warning: " + warning.path("file").asText() + ":"
                    + warning.path("line").asText() + ": "
                    + warning.path("message").asText());
        System.out.printf(
                "  %d policies, %d tests passed%n",
                checked.path("policies").asInt(), checked.path("tests").size());
        return 0;
    }

    private static int standing(JsonNode changed) {
        if (Waiting.is(changed)) return Waiting.told(changed);
        var set = changed.path("set");
        System.out.printf(
                "  %s: active %s, watched %s%n",
                set.path("set").asText(),
                set.path("active").asText("-"),
                set.path("shadow").asText("-"));
        return 0;
    }

    private static void difference(JsonNode each, boolean allows) {
        System.out.printf(
                "  %s  %s %s %s: would %s %s%n",
                each.path("decision").asText(),
                each.path("subject").asText(),
                each.path("action").asText(),
                each.path("resource").asText(),
                allows ? "allow" : "deny",
                each.path("policies"));
    }

    private static void print(String sign, JsonNode text) {
        if (!text.isTextual()) return;
        text.asText().lines().forEach(line -> System.out.println("  " + sign + line));
    }
}
