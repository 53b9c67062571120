package dev.mandate.cli.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.proposals.Waiting;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate cross-app}: at which servers of others an application or an agent acts for people. */
@Command(
        name = "cross-app",
        description =
                "At which authorization servers elsewhere applications and agents act for people: list, say so, end it.")
final class CrossAppCommand {
    private static final int CHANGED_MEANWHILE = 412;
    /** One place is added or taken, whatever others do at the same time: so it is done beside what they have made of it. */
    private static final int ATTEMPTS = 5;

    private static final String WHOSE = "an application or an agent: its name or id";
    private static final String AT = "issuer of the authorization server, as its metadata have it";
    private static final String FOR = "URI of what it serves; without it one that it doesn't name";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Command(name = "list", description = "Every application and agent that does, where, and as what.")
    int list() {
        var context = CommandContext.of(options);
        System.out.print(listed(context.api().items(Service.IDENTITY, "/cross-app-access?limit=200", context.admin())));
        return 0;
    }

    @Command(name = "show", description = "Where it acts for people, and as what.")
    int show(@Parameters(paramLabel = "WHOSE", description = WHOSE) String whose) {
        var context = CommandContext.of(options);
        var answer = context.api()
                .get(Service.IDENTITY, path(context, whose), context.admin())
                .plain()
                .orRefuse();
        System.out.print(text(whose, answer.path("permissions")));
        return 0;
    }

    @Command(
            name = "let",
            description =
                    "Let it act at one more server, or otherwise than before at one. More than before waits for two people; nobody who signs in is asked.")
    int let(
            @Parameters(paramLabel = "WHOSE", description = WHOSE) String whose,
            @Option(names = "--at", required = true, paramLabel = "ISSUER", description = AT) String audience,
            @Option(names = "--as", required = true, paramLabel = "CLIENT", description = "its client id there")
                    String client,
            @Option(names = "--resource", description = FOR) @Nullable String resource,
            @Option(
                            names = "--scope",
                            description =
                                    "at most, as it is called there; without one the server decides; may be repeated")
                    @Nullable
                    List<String> scopes,
            @Option(
                            names = "--tool",
                            description = "of an agent: a tool that its task must have for it; may be repeated")
                    @Nullable
                    List<String> tools,
            @Option(names = "--tenant", description = "the organisation's tenant there") @Nullable String tenant,
            @Option(names = "--email", description = "tell the person's mail address") boolean email,
            @Option(names = "--reason", description = "why") @Nullable String reason) {
        var permission = new LinkedHashMap<String, Object>();
        permission.put("audience", audience);
        if (resource != null) permission.put("resource", resource);
        permission.put("clientId", client);
        if (scopes != null) permission.put("scopes", scopes);
        if (tools != null) permission.put("tools", tools);
        if (tenant != null) permission.put("audTenant", tenant);
        if (email) permission.put("email", true);
        return change(whose, audience, resource, EventJson.mapper().<ObjectNode>valueToTree(permission), reason);
    }

    @Command(name = "end", description = "It acts there no more, but for assertions of the last two minutes.")
    int end(
            @Parameters(paramLabel = "WHOSE", description = WHOSE) String whose,
            @Option(names = "--at", required = true, paramLabel = "ISSUER", description = AT) String audience,
            @Option(names = "--resource", description = FOR) @Nullable String resource,
            @Option(names = "--reason", description = "why") @Nullable String reason) {
        return change(whose, audience, resource, null, reason);
    }

    /** @param permission that it has there from now on; null for none */
    private int change(
            String whose,
            String audience,
            @Nullable String resource,
            @Nullable ObjectNode permission,
            @Nullable String reason) {
        var context = CommandContext.of(options);
        var path = path(context, whose);
        var answered = new ApiClient.Answer(CHANGED_MEANWHILE, MissingNode.getInstance());
        for (int attempt = 0; attempt < ATTEMPTS && answered.status() == CHANGED_MEANWHILE; attempt++) {
            var shown = context.api().get(Service.IDENTITY, path, context.admin());
            var before = shown.orRefuse().path("permissions");
            var others = others(before, audience, resource);
            if (permission == null && others.size() == before.size())
                throw new IllegalArgumentException(
                        PlainText.shown(whose) + " doesn't act there\n" + text(whose, before));
            if (permission != null) others.add(permission);
            var body = new LinkedHashMap<String, Object>(Map.of("permissions", others));
            if (reason != null) body.put("reason", reason);
            answered = context.api().put(Service.IDENTITY, path, context.admin(), body, shown.tag());
        }
        var answer = answered.plain().orRefuse();
        if (Waiting.is(answer)) return Waiting.told(answer);
        System.out.print(text(whose, answer.path("permissions")));
        return 0;
    }

    private static String path(CommandContext context, String whose) {
        return "/clients/" + ApiClient.encode(context.lookup().holderOfSecrets(whose)) + "/cross-app-access";
    }

    /** All that are for something else; a slash behind a host makes nothing else of it. */
    static List<JsonNode> others(JsonNode permissions, String audience, @Nullable String resource) {
        var others = new ArrayList<JsonNode>();
        for (var one : permissions)
            if (!bare(one.path("audience").asText()).equals(bare(audience))
                    || !bare(one.path("resource").asText("")).equals(bare(resource == null ? "" : resource)))
                others.add(one);
        return others;
    }

    private static String bare(String uri) {
        return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }

    /** A line for each, in the order of names and places. */
    static String listed(List<JsonNode> relations) {
        if (relations.isEmpty()) return "  nobody acts for people elsewhere\n";
        return relations.stream()
                .map(one -> "  " + who(one) + line(one).substring(1))
                .sorted()
                .collect(Collectors.joining());
    }

    private static String who(JsonNode one) {
        var id = one.path("client").asText();
        return (id.startsWith("agt_") ? "the agent " : "the application ")
                + PlainText.shown(one.path("clientName").asText()) + " (" + id + ")";
    }

    static String text(String whose, JsonNode permissions) {
        if (permissions.isEmpty()) return "  " + PlainText.shown(whose) + " acts for people nowhere else\n";
        return StreamSupport.stream(permissions.spliterator(), false)
                .map(CrossAppCommand::line)
                .collect(Collectors.joining());
    }

    private static String line(JsonNode one) {
        var scopes = ClientsCommand.joined(one.path("scopes"));
        var tools = ClientsCommand.joined(one.path("tools"));
        return "  at " + one.path("audience").asText() + " as "
                + PlainText.quoted(one.path("clientId").asText()) + ", for "
                + one.path("resource").asText("whatever it serves")
                + (scopes.isEmpty() ? ", with whatever scopes it gives of itself" : ", with " + scopes)
                + (tools.isEmpty() ? "" : ", within tasks that have " + tools)
                + (one.hasNonNull("audTenant")
                        ? ", in its tenant "
                                + PlainText.quoted(one.path("audTenant").asText())
                        : "")
                + (one.path("email").asBoolean() ? ", telling the mail address" : "") + "\n";
    }
}
