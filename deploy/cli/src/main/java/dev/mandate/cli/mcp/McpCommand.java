package dev.mandate.cli.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.actors.Await;
import dev.mandate.cli.client.AdminApi;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.ApiRefused;
import dev.mandate.cli.client.OperationRecord;
import dev.mandate.cli.proposals.Waiting;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.Table;
import dev.mandate.events.cloudevents.EncodedText;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.lifecycle.TrustedField;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate mcp}: which tools the servers behind the gateway have, and which of them agents may be shown. */
@Command(name = "mcp", description = "Look at the tools of the MCP servers behind the gateway, and accept them.")
public final class McpCommand {
    private static final int MOST_NAMED = 30;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String SERVER = "name of the server, as its file has it";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Command(
            name = "tools",
            description = "What a server lists, and what of it was accepted; without a name, all servers.")
    int tools(@Parameters(arity = "0..1", defaultValue = "", description = SERVER) String server) {
        var api = api();
        var table = new Table("server", "tool", "in the catalogue", "standing", "what it says of itself");
        var failed = 0;
        for (var name : server.isEmpty() ? names(api) : List.of(server)) {
            try {
                for (var tool : listed(api, name))
                    table.row(
                            PlainText.shown(name),
                            tool.shownName(),
                            PlainText.shown(tool.catalogueName())
                                    + (tool.registered() || tool.isMethod() ? "" : " (not registered)"),
                            tool.standing(),
                            tool.inShort());
            } catch (ApiRefused e) {
                if (e.tokenIsForOthers() || e.missingScope().isPresent()) throw e; // of each server
                failed++;
                table.row(PlainText.shown(name), "-", "-", "-", String.valueOf(e.getMessage()));
            }
        }
        System.out.print(table);
        return failed == 0 ? 0 : 1;
    }

    @Command(
            name = "show",
            description = "Every word that a model reads of a tool, its digest, and labels that fit it.")
    int show(
            @Parameters(index = "0", description = SERVER) String server,
            @Parameters(index = "1", description = "the tool's name at the server") String tool) {
        for (var each : chosen(listed(api(), server), server, List.of(tool))) System.out.print(each.whole());
        return 0;
    }

    /** What is printed is what is accepted, even if the server describes it in another way by then. */
    @Command(
            name = "accept",
            description =
                    "Show tools whole and accept just that: agents are shown them until their servers change a word.")
    int accept(
            @Parameters(index = "0", description = SERVER) String server,
            @Parameters(
                            index = "1..*",
                            arity = "0..*",
                            description =
                                    "names of tools; all of them, if none is named. Resources and prompts are by name: resources.list, resources.read, prompts.list, prompts.get")
                    @Nullable
                    List<String> tools,
            @Option(
                            names = "--label",
                            description =
                                    "register them in the catalogue too, with this label: private, untrusted, egress, money, credential,"
                                            + " grant, destroy, state; may be repeated")
                    @Nullable
                    Set<ToolLabel> labels,
            @Option(
                            names = "--proposed-labels",
                            description =
                                    "register them too, each with the labels that `mcp show` proposes, which are guesses")
                    boolean proposed,
            @Option(
                            names = "--field",
                            paramLabel = "POINTER",
                            description =
                                    "a field of the result that only the service behind the tool fills, and no stranger can have filled, such"
                                            + " as /items/*/recipient; of one tool with the label untrusted; may be repeated"
                                            + " (lifecycle-service/docs/trusted-fields.md)")
                    @Nullable
                    Set<String> fields,
            @Option(
                            names = "--for",
                            paramLabel = "ROLE",
                            description =
                                    "permit whoever holds this role to call what this server has, by a policy set of its own; may be repeated, and those named last count")
                    @Nullable
                    Set<String> roles,
            @Option(
                            names = "--digest",
                            description =
                                    "of what you have looked at before (mcp show), for one tool; else nothing is accepted")
                    @Nullable
                    String digest) {
        var chosen = chosen(listed(api(), server), server, tools == null ? List.of() : tools);
        var registers = labels != null || proposed;
        var trusted = trusted(fields, chosen.size() == 1 && registers);
        for (var tool : chosen) System.out.println(tool.whole());
        if (digest != null
                && (chosen.size() != 1 || !digest.equals(chosen.get(0).digest())))
            throw new IllegalArgumentException("this is not what you have looked at; nothing was accepted");
        if (!registers) requireRegistered(chosen);
        var policy = new ServerPolicy(options, server);
        if (roles != null) {
            policy.requireKnown(roles);
            policy.requireOwn();
        }
        var digests = new LinkedHashMap<String, String>();
        for (var tool : chosen) if (!tool.isMethod()) digests.put(tool.name(), tool.digest());
        var registered =
                registers ? register(server, chosen, labels == null ? Set.of() : labels, proposed, trusted) : null;
        if (!digests.isEmpty()) accept(server, digests);
        var waits = registered != null && Waiting.is(registered);
        awaitAtGateway(server, chosen, registers && !waits);
        System.out.println(digests.isEmpty() ? "Registered:" : "Accepted:");
        for (var tool : chosen)
            System.out.printf(
                    "  %s as %s%s%n",
                    tool.shownName(),
                    PlainText.shown(tool.catalogueName()),
                    registers || tool.registered()
                            ? ""
                            : ", which the catalogue has not: nobody may call it before (--label registers it)");
        if (registered != null && waits) Waiting.told(registered);
        if (roles != null) return Math.max(waits ? Waiting.EXIT : 0, ServerPolicy.told(roles, policy.permits(roles)));
        if (registers)
            System.out.println("Policies say who may call that; --for ROLE permits it to whoever holds a role.");
        return waits ? Waiting.EXIT : 0;
    }

    /** On record first: a tool that nobody is told of is not let through. */
    private void accept(String server, Map<String, String> digests) {
        var file = new AcceptedFile(fileOf(server));
        new OperationRecord(options).toolsAccepted(server, digests, false);
        file.accept(server, digests);
    }

    /** @param fields null where none is named */
    static Set<TrustedField> trusted(@Nullable Set<String> fields, boolean ofOneThatIsRegistered) {
        if (fields == null) return Set.of();
        if (!ofOneThatIsRegistered)
            throw new IllegalArgumentException(
                    "a field is one tool's: name that tool, and its labels by --label; nothing was accepted");
        return fields.stream().map(TrustedField::of).collect(Collectors.toCollection(TreeSet::new));
    }

    /** So that whoever goes on finds them: the gateway looks each second, and hears of the catalogue a moment later. */
    private void awaitAtGateway(String server, List<ListedTool> chosen, boolean registered) {
        var api = api();
        var names = chosen.stream().map(ListedTool::catalogueName).toList();
        var digests = chosen.stream().map(ListedTool::digest).toList();
        Await.until(
                SOON,
                () -> listed(api, server),
                all -> all.stream()
                        .filter(tool -> names.contains(tool.catalogueName()) && digests.contains(tool.digest()))
                        .allMatch(tool -> (tool.isMethod() || tool.standing().equals("accepted"))
                                && (tool.registered() || !registered)));
    }

    /** Of a method nothing can be accepted: whoever names it wants it registered. */
    private static void requireRegistered(List<ListedTool> chosen) {
        for (var tool : chosen)
            if (tool.isMethod() && !tool.registered())
                throw new IllegalArgumentException(tool.shownName()
                        + " is decided as a tool that the catalogue has not; say with which labels it registers:"
                        + " --label untrusted, or --proposed-labels");
    }

    /** What the catalogue answers: that it has them, or that this waits for people. */
    private JsonNode register(
            String server, List<ListedTool> tools, Set<ToolLabel> labels, boolean proposed, Set<TrustedField> fields) {
        return new AdminApi(options, Service.LIFECYCLE, "/catalog")
                .offer("/import", imported(server, tools, labels, proposed, fields))
                .orRefuse();
    }

    /**
     * What the catalogue is asked to take.
     *
     * @param proposed each gets besides the labels that fit it
     */
    static Map<String, Object> imported(
            String server, List<ListedTool> tools, Set<ToolLabel> labels, boolean proposed, Set<TrustedField> fields) {
        var entries = new ArrayList<Map<String, Object>>();
        for (var tool : tools) {
            var its = new TreeSet<String>();
            for (var label : labels) its.add(label.text());
            if (proposed) its.addAll(tool.proposedLabels());
            var definition = tool.definition();
            var entry = new LinkedHashMap<String, Object>();
            entry.put("id", tool.catalogueName());
            entry.put("title", definition.path("title").asText(tool.name()));
            entry.put("application", server);
            entry.put("server", server);
            entry.put("labels", its);
            entry.put("argumentsSchema", definition.path("inputSchema"));
            // What a task asks for is told by it; whoever accepts the definition has read it.
            var says = definition.path("description").asText();
            if (!fields.isEmpty()) entry.put("trustedFields", fields);
            if (!says.isBlank()) entry.put("description", EncodedText.cut(says, Tool.MAX_DESCRIPTION));
            entries.add(entry);
        }
        return Map.of("applications", List.of(Map.of("id", server, "title", server)), "tools", entries);
    }

    private Path fileOf(String server) {
        var files = options.system().mcpServers();
        if (files.isEmpty())
            throw new IllegalStateException("no gateway runs; start it with: deploy/mandate up --mcp FILE");
        return files.stream()
                .filter(file -> AcceptedFile.names(file).contains(server))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no file of servers has " + PlainText.shown(server)
                        + " any more; see deploy/mandate mcp tools"));
    }

    private static List<String> names(AdminApi api) {
        var names = new ArrayList<String>();
        for (var name : api.get("")) names.add(name.asText());
        return names;
    }

    private AdminApi api() {
        var system = options.system();
        if (!system.isDown() && !system.services().contains(Service.GATEWAY))
            throw new IllegalStateException(
                    "no gateway runs, since no MCP servers were named; start it with deploy/mandate up --mcp FILE, or deploy/mandate wrap --config FILE");
        return new AdminApi(options, Service.GATEWAY, "/servers");
    }

    private static List<ListedTool> listed(AdminApi api, String server) {
        var tools = new ArrayList<ListedTool>();
        var path = "/" + ApiClient.encode(server);
        for (var tool : api.get(path + "/tools")) tools.add(new ListedTool(tool));
        for (var method : api.get(path + "/methods")) tools.add(new ListedTool(method));
        return tools;
    }

    /** @param names of tools and methods; none means all tools that the server lists */
    static List<ListedTool> chosen(List<ListedTool> all, String server, List<String> names) {
        var chosen = all.stream()
                .filter(tool -> names.isEmpty() ? !tool.isMethod() : names.contains(tool.name()))
                .toList();
        var missing = names.stream()
                .filter(name -> all.stream().noneMatch(tool -> tool.name().equals(name)))
                .distinct()
                .map(PlainText::shown)
                .toList();
        if (!missing.isEmpty())
            throw new IllegalArgumentException(PlainText.shown(server) + " lists no " + String.join(", ", missing)
                    + "; it lists: " + inShort(all));
        return chosen;
    }

    private static String inShort(List<ListedTool> all) {
        var names = all.stream().limit(MOST_NAMED).map(ListedTool::shownName).toList();
        return names.isEmpty()
                ? "nothing"
                : String.join(", ", names) + (all.size() > MOST_NAMED ? ", … (deploy/mandate mcp tools)" : "");
    }
}
