package dev.mandate.cli.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.AdminApi;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.Suggested;
import dev.mandate.cli.proposals.Waiting;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.Table;
import java.util.Comparator;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate rules}: each verb is one call of audit-service. */
@Command(name = "rules", description = "Convert, test, simulate, publish, watch, activate and roll back risk rules.")
public final class RulesCommand {
    private static final String RULE = "id or name of the rule, for example data-exfiltration";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Command(name = "list", description = "Rules and what counts of each; of one rule, its versions and changes.")
    int list(@Parameters(arity = "0..1", defaultValue = "", description = RULE) String rule) {
        var api = api();
        if (!rule.isEmpty()) return whole(named(api, rule, () -> api.get(at(rule))));
        var table = new Table("rule", "counts", "watched", "in force here");
        var rules = api.items("items");
        rules.sort(Comparator.comparing(each -> each.path("name").asText()));
        for (var each : rules)
            table.row(
                    each.path("name").asText(),
                    counts(each),
                    each.path("shadow").asText("-"),
                    each.path("inForce").asText("-"));
        System.out.print(table);
        return 0;
    }

    @Command(
            name = "convert",
            description = "Print what pipelines make of a file, as test and publish would send it; needs no system.")
    int convert(@Mixin RuleText rules) {
        System.out.print(rules.text());
        return 0;
    }

    @Command(name = "test", description = "Validate a file and run its x-tests; nothing is kept.")
    int test(@Mixin RuleText rules) {
        var checked = RuleSubmission.send(api(), "/check", rules, "");
        System.out.printf(
                "  %s: %d tests passed%n",
                checked.path("name").asText(), checked.path("tests").asInt());
        return 0;
    }

    @Command(
            name = "simulate",
            description =
                    "Judge the trail's calls once more with a file: what would it find, and no more? Nothing is kept.")
    int simulate(
            @Mixin RuleText rules,
            @Option(names = "--hours", defaultValue = "24", description = "how far back (default: ${DEFAULT-VALUE})")
                    int hours) {
        System.out.print(SimulationText.of(RuleSubmission.simulate(api(), hours, rules)));
        return 0;
    }

    @Command(
            name = "publish",
            description = "Validate, test and keep a file as the next version; not in force by that.")
    int publish(
            @Mixin RuleText rules,
            @Option(names = "--comment", defaultValue = "", description = "what is new") String comment) {
        var version = RuleSubmission.send(api(), "", rules, comment);
        System.out.printf(
                "  %s/%s, %d tests passed%n",
                version.path("rule").asText(),
                version.path("version").asText(),
                version.path("tests").asInt());
        return 0;
    }

    @Command(name = "watch", description = "Let a version find beside the active one, without effect.")
    int watch(
            @Parameters(index = "0", description = RULE) String rule,
            @Parameters(index = "1", description = "number of the version; 0 for none any more") long version) {
        var api = api();
        return standing(named(
                api,
                rule,
                () -> version == 0 ? api.delete(at(rule) + "/shadow") : api.put(at(rule) + "/shadow", version)));
    }

    @Command(name = "report", description = "What watched versions would have found.")
    int report(
            @Parameters(description = RULE) String rule,
            @Option(names = "--hours", defaultValue = "24", description = "how far back") int hours) {
        var api = api();
        var report = named(api, rule, () -> api.get(at(rule) + "/shadow/report?hours=" + hours));
        if (report.path("watched").isEmpty())
            System.out.printf("  no watched version of %s found anything in the last %d hours%n", rule, hours);
        for (var watched : report.path("watched"))
            System.out.printf(
                    "  %s: would have raised %d findings of %d matches in %d sessions%n",
                    watched.path("digest").asText(),
                    watched.path("findings").asLong(),
                    watched.path("matches").asLong(),
                    watched.path("sessions").asLong());
        for (var found : report.path("newest"))
            System.out.printf(
                    "  %s  %s%n",
                    found.path("at").asText(), found.path("summary").asText());
        return 0;
    }

    @Command(name = "activate", description = "Let a version count at every risk task.")
    int activate(
            @Parameters(index = "0", description = RULE) String rule,
            @Parameters(index = "1", description = "number of the version") long version) {
        var api = api();
        return standing(named(api, rule, () -> api.put(at(rule) + "/active", version)));
    }

    @Command(name = "rollback", description = "Let count what counted before; at last what was shipped.")
    int rollback(@Parameters(description = RULE) String rule) {
        var api = api();
        return standing(named(api, rule, () -> api.post(at(rule) + "/rollback")));
    }

    @Command(name = "retire", description = "Let nothing of this id count, not even what was shipped.")
    int retire(@Parameters(description = RULE) String rule) {
        var api = api();
        return standing(named(api, rule, () -> api.delete(at(rule) + "/active")));
    }

    private AdminApi api() {
        return new AdminApi(options, Service.AUDIT, "/rules");
    }

    private static JsonNode named(AdminApi api, String rule, Supplier<JsonNode> call) {
        return Suggested.or(
                rule,
                () -> api.items("items").stream()
                        .map(each -> each.path("name").asText())
                        .toList(),
                call);
    }

    private static String at(String rule) {
        return "/" + ApiClient.encode(rule);
    }

    private static int whole(JsonNode rule) {
        System.out.println("  counts: " + counts(rule.path("facts")));
        if (rule.path("versions").isEmpty()) {
            System.out.println("  nobody has published a version of it");
            return 0;
        }
        System.out.print(new Table("version", "digest", "level", "tests", "author", "published", "comment")
                .rows(
                        rule.path("versions"),
                        "version",
                        "digest",
                        "level",
                        "tests",
                        "author",
                        "publishedAt",
                        "comment"));
        System.out.print(new Table("change", "version", "by", "at")
                .rows(rule.path("changes"), "kind", "version", "author", "at"));
        return 0;
    }

    private static int standing(JsonNode changed) {
        if (Waiting.is(changed)) return Waiting.told(changed);
        var rule = changed.path("rule");
        System.out.printf(
                "  %s: counts %s, watched %s%n",
                rule.path("name").asText(), counts(rule), rule.path("shadow").asText("-"));
        return 0;
    }

    private static String counts(JsonNode rule) {
        if (rule.path("retired").asBoolean()) return "retired";
        return rule.hasNonNull("active") ? rule.path("active").asText() : rule.hasNonNull("shipped") ? "shipped" : "-";
    }
}
