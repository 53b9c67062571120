package dev.mandate.cli.questions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.lookup.Lookup;
import dev.mandate.cli.lookup.NamesBesideIds;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.ShownTime;
import dev.mandate.cli.terminal.Table;
import dev.mandate.events.authz.Approvers;
import dev.mandate.events.authz.Established;
import dev.mandate.events.cloudevents.EventJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mandate explain dec_…}: why it was decided so, guard by guard, from the decision's record. */
@Command(
        name = "explain",
        description = "Tell why a decision was as it was: guard by guard, by which policies, what would change it.")
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(description = "the decision, dec_…")
    @SuppressWarnings("NullAway.Init")
    private String id;

    @Override
    public Integer call() {
        var system = options.system();
        var api = new ApiClient(system.ports());
        var operator = new SignIn(api, system).operator();
        var answer = api.get(Service.AUTHZ, "/decisions/" + ApiClient.encode(id), operator);
        if (answer.status() == 404) {
            System.err.println("mandate: "
                    + (id.startsWith("dec_")
                            ? "there is no decision " + id + ", or it is not kept any more"
                            : "only a decision, dec_…, is explained; `deploy/mandate show " + id + "` opens others"));
            return 1;
        }
        var lookup = new Lookup(api, operator);
        System.out.print(text(
                answer.plain().orRefuse(),
                system.ports().url(Service.CONSOLE),
                new NamesBesideIds(lookup::anyName),
                lookup::delegation));
        return 0;
    }

    /**
     * All of it in words.
     *
     * @param names whom and what to call by which name
     * @param delegations by their ids, such as are still kept
     */
    static String text(
            JsonNode why, String console, NamesBesideIds names, Function<String, Optional<JsonNode>> delegations) {
        var text = new StringBuilder();
        text.append(why.path("id").asText())
                .append("  ")
                .append(ShownTime.happened(why.path("at")))
                .append('\n');
        var dryRun = why.path("dryRun").asBoolean();
        text.append(why.path("filter").asBoolean() ? filter(why, names) : question(why, dryRun, names));
        if (why.hasNonNull("explanation"))
            text.append("  ").append(names.in(why.path("explanation").asText())).append('\n');
        if (dryRun) text.append("  a dry run: it counts nowhere, and what runs by it runs without a decision\n");
        text.append(approval(why, console, names));
        AgreementText.behind(why.path("guards"), delegations, names::of)
                .ifPresent(said -> text.append("  ").append(said).append('\n'));
        text.append('\n').append(guards(why.path("guards"), names));
        text.append(notes(why.path("policies")));
        if (!why.path("remedies").isEmpty()) text.append('\n').append(remedies(why.path("remedies"), names));
        text.append('\n').append(facts(why, names));
        return text.toString();
    }

    private static String question(JsonNode why, boolean dryRun, NamesBesideIds names) {
        var form =
                dryRun ? "  somebody asked, not meaning it, whether %s may %s %s: %s%n" : "  %s asked to %s %s: %s%n";
        return form.formatted(
                names.of(why.path("subject").asText()),
                why.path("action").asText(),
                names.of(why.path("resource").asText()) + application(why),
                why.path("decision").asBoolean()
                        ? "allowed"
                        : "denied, " + why.path("reason").asText());
    }

    /** Which ones it was told, the condition on record says. */
    private static String filter(JsonNode why, NamesBesideIds names) {
        return "  an application asked which %s resources%s %s may %s: %s%n"
                .formatted(
                        why.path("resource").asText().replaceFirst("/\\*$", ""),
                        application(why),
                        names.of(why.path("subject").asText()),
                        why.path("action").asText(),
                        why.path("decision").asBoolean()
                                ? "it was told which"
                                : "none, " + why.path("reason").asText());
    }

    /** Where a person's yes is all that is missing: whose, and where he says it. */
    private static String approval(JsonNode why, String console, NamesBesideIds names) {
        var id = why.path("approval").asText();
        if (id.isEmpty() || why.path("decision").asBoolean()) return "";
        var text = new StringBuilder();
        for (var asked : why.path("obligations")) {
            if (!asked.path("kind").asText().equals("approval")) continue;
            var who = Approvers.parse(asked.path("value").textValue()).orElse(Approvers.ACCOUNTABLE);
            var person = why.path("person").asText();
            text.append("  it goes through once, after the yes of ")
                    .append(who.role() == null ? names.of(person) : "who has the role " + who.role())
                    .append(who.acr() == null ? "" : ", signed in with " + who.acr())
                    .append('\n');
        }
        if (text.isEmpty()) return "";
        return text + "    on its page " + console + "/approvals/" + id
                + "\n    or by deploy/mandate approvals approve me " + id + "   (after login; else a person's name)\n";
    }

    private static Table guards(JsonNode guards, NamesBesideIds names) {
        var table = new Table("guard", "about", "said", "policies");
        for (var guard : guards)
            table.row(
                    guard.path("guard").asText(),
                    names.of(guard.path("about").asText("the call")),
                    guard.path("passed").asBoolean()
                            ? "passed"
                            : guard.path("reason").asText(),
                    joined(guard.path("policies")));
        return table;
    }

    /** Of those whose author noted something; nothing where none did, since the guards name the policies. */
    private static String notes(JsonNode policies) {
        var table = new Table("policy", "what its author noted");
        var noted = false;
        for (var policy : policies) {
            var notes = new ArrayList<String>();
            policy.path("annotations").fields().forEachRemaining(note -> {
                if (!note.getKey().equals("id"))
                    notes.add(note.getKey() + ": " + note.getValue().asText());
            });
            if (notes.isEmpty()) continue;
            noted = true;
            table.row(policy.path("id").asText(), String.join("; ", notes));
        }
        return noted ? "\n" + table : "";
    }

    private static Table remedies(JsonNode remedies, NamesBesideIds names) {
        var table = new Table("would change it", "about", "value");
        for (var remedy : remedies)
            table.row(
                    remedy.path("kind").asText(),
                    names.of(remedy.path("about").asText("the call")),
                    remedy.path("value").asText("-"));
        return table;
    }

    private static Table facts(JsonNode why, NamesBesideIds names) {
        var table = new Table("fact", "value");
        for (var name :
                List.of("person", "delegation", "session", "policyVersion", "catalogRevision", "caller", "logged"))
            if (why.hasNonNull(name)) table.row(name, names.of(why.path(name).asText()));
        if (why.at("/asserted/resource").isObject())
            table.row(
                    application(why).isEmpty() ? "asserted" : "attributes",
                    why.at("/asserted/resource").toString());
        if (why.hasNonNull("presenter")) table.row("presenter", names.in(presenter(why.path("presenter"))));
        if (why.hasNonNull("established"))
            table.row(
                    "asked",
                    names.in(EventJson.mapper()
                            .convertValue(why.path("established"), Established.class)
                            .words()));
        if (!why.path("vouched").isEmpty()) table.row("vouched for", joined(why.path("vouched")));
        table.row("freshness", why.path("freshnessMillis").asText() + " ms");
        if (!why.path("chain").isEmpty()) table.row("chain", names.in(joined(why.path("chain"))));
        return table;
    }

    /** Whose resource it is, where an application keeps it itself. */
    private static String application(JsonNode why) {
        if (why.path("resource").asText().startsWith("application/")) return "";
        for (var guard : why.path("guards")) {
            var about = guard.path("about").asText();
            if (about.startsWith("application/")) return " of " + about.substring("application/".length());
        }
        return "";
    }

    private static String presenter(JsonNode by) {
        var through = new ArrayList<String>();
        by.path("chain").forEach(link -> through.add(link.path("subject").asText()));
        return by.path("subject").asText() + " by " + by.path("client").asText()
                + (through.isEmpty() ? "" : " through " + String.join(", for ", through));
    }

    private static String joined(JsonNode texts) {
        var all = new ArrayList<String>();
        texts.forEach(text -> all.add(text.asText()));
        return String.join(", ", all);
    }
}
