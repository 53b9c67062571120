package dev.mandate.cli.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.client.Suggested;
import dev.mandate.cli.lookup.Lookup;
import dev.mandate.cli.lookup.NamesBesideIds;
import dev.mandate.cli.lookup.NearNames;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.messaging.names.NearName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mandate show ID}: opens whatever an id names; its form tells who has it. */
@Command(
        name = "show",
        description =
                "Open a person, an agent or anything else that has an id, with what was done to it, by whom and why."
                        + " A person or an agent goes by name, a person by employee id; by its id a decision (dec_), delegation (del_),"
                        + " identity (per_, agt_, wkl_), client (cli_), issuer (its URL),"
                        + " signing key (key_), offer (ofr_), grant (grt_), approval (apr_), proposal (prp_), finding (fnd_), group (grp_),"
                        + " catalogue entry (tool:…, role:…, …), policy set (policy-set:main), risk rule (rule:…, by its id),"
                        + " account of the broker (account:…), MCP server (mcp-server:…),"
                        + " record that was refused (topic/partition/offset) or trail entry (a number).")
final class ShowCommand implements Callable<Integer> {
    private static final Pattern SOMEBODY = Pattern.compile("(?:per|agt|wkl|cli)_[a-z0-9]+");

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(description = "the id; of a person or an agent the name, too, of a person the employee id")
    @SuppressWarnings("NullAway.Init")
    private String id;

    @Override
    public Integer call() throws Exception {
        var system = options.system();
        var api = new ApiClient(system.ports());
        var admin = new SignIn(api, system).operator();
        var opening = new Opening((service, path) -> api.get(service, path, admin));
        var answer = opening.of(id);
        if (answer.status() == 404)
            answer = new Lookup(api, admin).named(id).map(opening::of).orElse(answer);
        if (answer.status() == 404) {
            System.err.println("mandate: " + nothing(id, new NearNames(api, admin)));
            return 1;
        }
        var body = named(answer.plain().orRefuse(), id, new Lookup(api, admin)::anyName);
        System.out.println(EventJson.mapper()
                .writer()
                .with(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(body));
        return 0;
    }

    /** With what those are called whose ids stand in it, unless it says so itself, as findings do. */
    static JsonNode named(JsonNode body, String asked, Function<String, Optional<String>> names) {
        if (!(body instanceof ObjectNode shown) || body.has("unmapped")) return body;
        var ids = new TreeSet<String>();
        for (var member : shown.properties())
            if (!member.getKey().equals("trail")) collect(member.getValue(), ids); // its lines have names
        ids.remove(asked);
        ids.remove(shown.path("identity").asText());
        var called = EventJson.mapper().createObjectNode();
        ids.stream()
                .limit(NamesBesideIds.MOST)
                .forEach(each -> names.apply(each).ifPresent(name -> called.put(each, name)));
        if (!called.isEmpty()) shown.set("names", called);
        return shown;
    }

    private static void collect(JsonNode value, Set<String> ids) {
        if (value.isTextual() && SOMEBODY.matcher(value.textValue()).matches()) ids.add(value.textValue());
        else value.forEach(part -> collect(part, ids));
    }

    /** What was typed is an id by its form, or else a name. */
    static String nothing(String id, NearNames near) {
        if (Opening.isId(id)) {
            var kind = id.substring(0, id.indexOf(':') + 1); // of the catalogue
            var entries = kind.isEmpty()
                    ? List.<String>of()
                    : near.entries(kind.replace(":", ""), id.substring(kind.length()));
            return "nothing that you may see has the id " + NearName.shown(id)
                    + Suggested.meant(entries.stream().map(each -> kind + each).toList());
        }
        var meant = Suggested.meant(near.identities(id));
        return "nobody is named " + NearName.shown(id)
                + (meant.isEmpty() ? "; `deploy/mandate show --help` says which ids are opened" : meant);
    }
}
