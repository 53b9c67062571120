package dev.mandate.cli.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.running.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The way of a client that nobody registered: it is pointed at a server, and its person at a page. */
final class OauthWalk {
    private static final int ATTEMPTS = 100;
    private static final int UNKNOWN_TOOL = -32602;

    private final Stage stage;
    private final String employee;
    private final Path plan;

    /** The gateway's file of servers. */
    final Path servers;

    /** @param employee who may read files, and has no right in Mandate itself */
    OauthWalk(Stage stage, String employee, Path directory) throws IOException {
        this.stage = stage;
        this.employee = employee;
        PersonAtConsole.invited(stage, employee);
        var shared = Files.createDirectory(directory.resolve("shared"));
        this.plan = Files.writeString(shared.resolve("plan.txt"), "Write to ada@acme.example.");
        this.servers = Files.writeString(
                directory.resolve("servers.json"),
                "{\"mcpServers\": {\"files\": {\"command\": \"node\", \"args\": [\"%s\", \"%s\"]}, \"web\": {\"command\": \"node\", \"args\": [\"%s\"]}}}"
                        .formatted(WrappedClient.SERVER, shared, WrappedClient.built()));
    }

    /** @param version of the client, as {@link ClientByItself} has it */
    void isWalked(String version) throws Exception {
        var calls = "[{'name':'read_text_file','arguments':{'path':'" + plan + "'}},"
                + "{'name':'list_directory','arguments':{'path':'" + plan.getParent() + "'}}]";
        var url = stage.system.ports().url(Service.GATEWAY) + "/mcp/files";
        try (var browser = new Chromium();
                var client = new ClientByItself(version, url, calls)) {
            signsIn(browser, client);
            agrees(browser, "files", "read_text_file", "as an agent of yours");
            sawItsTask(client.sees());

            endsTheTask();
            browser.page().navigate(ledBack(client));
            agrees(browser, "files", "read_text_file", "as an agent of yours, as before");
            sawItsTask(client.sees());
        }
    }

    /** To a server that somebody built with the protocol's package of today. */
    void isWalkedToOneThatWasBuilt(String version) throws Exception {
        var url = stage.system.ports().url(Service.GATEWAY) + "/mcp/web";
        var calls = "[{'name':'greet','arguments':{'name':'Ada'}},{'name':'think','arguments':{}}]";
        try (var browser = new Chromium();
                var client = new ClientByItself(version, url, calls)) {
            signsIn(browser, client);
            agrees(browser, "web", "greet", "as an agent of yours");
            var seen = client.sees();
            assertThat(seen.path("tools").toString()).isEqualTo("[\"greet\"]");
            assertThat(seen.at("/results/0/text").asText()).isEqualTo("Hello Ada");
            assertThat(seen.at("/results/1/code").asInt()).isEqualTo(UNKNOWN_TOOL);
        }
    }

    private void signsIn(Chromium browser, ClientByItself client) throws Exception {
        browser.page().navigate(client.leadsTo());
        browser.page().fill("[name=name]", employee);
        browser.page().fill("[name=password]", PersonAtConsole.PASSWORD);
        browser.page().click("form[action='/sign-in'] button[type=submit]");
    }

    private static void agrees(Chromium browser, String server, String tool, String words) {
        var page = browser.page();
        page.waitForSelector("h1:has-text('Let a program on your own machine use " + server + " for you?')");
        assertThat(page.content()).contains("“127.0.0.1 (An editor)”", words, "Nobody here knows this application");
        for (var ticked : page.querySelectorAll("input[name=tool]:checked")) ticked.uncheck();
        page.check("input[name=tool][value='" + server + "." + tool + "']");
        page.fill("[name=words]", "read the plan");
        page.click("button[value=agree]");
        page.waitForSelector("text=The editor goes on");
    }

    private static void sawItsTask(JsonNode seen) {
        assertThat(seen.path("tools").toString()).isEqualTo("[\"read_text_file\"]");
        assertThat(seen.at("/results/0/text").asText()).isEqualTo("Write to ada@acme.example.");
        assertThat(seen.at("/results/1/code").asInt()).isEqualTo(UNKNOWN_TOOL);
    }

    private void endsTheTask() {
        var token = stage.cast.signIn().person(employee);
        var task = stage.api
                .get(Service.IDENTITY, "/delegations?limit=1", token)
                .orRefuse()
                .at("/items/0");
        assertThat(task.path("task").asText()).isEqualTo("read the plan");
        stage.api
                .post(
                        Service.IDENTITY,
                        "/delegations/" + task.path("delegation").asText() + "/revoke",
                        token,
                        Map.of())
                .orRefuse();
    }

    /** To the page anew, as soon as the gateway knows that the task has ended. */
    private static String ledBack(ClientByItself client) throws Exception {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            client.triesAgain();
            var line = client.says();
            if (line.startsWith("http")) return line;
        }
        return fail("it goes on");
    }
}
