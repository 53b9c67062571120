package dev.mandate.identity.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.notNullValue;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.identity.Api;
import dev.mandate.identity.NodePackage;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.consent.Asker;
import dev.mandate.identity.consent.CataloguedTools;
import dev.mandate.identity.consent.McpApplication;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SelfRegisteredIT {
    private static final String BACK = McpApplication.BACK;
    private static final String READ = "files.read";
    private static final String SERVER = McpApplication.server("files");
    private static final NodePackage LIBRARY = new NodePackage(
            "@modelcontextprotocol/sdk", "1.32.2", Path.of("target/mcp-client").toAbsolutePath());
    private static Publisher publisher;

    @Inject
    Pool database;

    @BeforeAll
    static void somebody_publishes() {
        publisher = new Publisher();
    }

    @AfterAll
    static void nobody_does() {
        publisher.close();
    }

    @Test
    void an_application_that_nobody_registered_gets_what_its_person_agrees_to_and_is_a_client_from_then_on() {
        CataloguedTools.has("files", READ, "Read a file");
        var id = publisher.publishes("/good.json", "Payroll", BACK);
        var ada = SignedIn.withPassword("Ada");
        assertThat(new TestBrowser().get(request(id)).location()).startsWith("/sign-in?request=");
        var page = ada.browser().get(ada.browser().get(request(id)).location());
        assertThat(page.body())
                .contains("Let localhost use files for you?")
                .contains("Nobody here knows this application")
                .contains("“localhost (Payroll)”")
                .contains("a program on your own machine")
                .contains("It acts in your name, Ada Example, as an agent of yours")
                .contains("Read a file");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(isClient(id)).isFalse();
        var code = Asker.back(agrees(ada.browser(), page)).get("code");
        var tokens = new McpApplication(id)
                .redeems(code)
                .statusCode(200)
                .body("refresh_token", notNullValue())
                .extract();
        var claims = Api.claims(tokens.path("access_token"));
        assertThat(claims.getSubject()).isEqualTo(ada.person().id().value());
        assertThat(claims.getAudience()).containsExactly("mandate-gateway");
        assertThat(claims.getClaims())
                .containsEntry("client_id", id)
                .containsEntry("scope", "tools:call")
                .containsKeys("act", "delegation_id");
        assertThat(isClient(id)).isTrue();
        assertThat(publisher.asked()).as("it is kept for an hour").isPositive();
        new McpApplication(id).redeems(code).statusCode(400);

        // He is asked each time, and an administrator stops it like any other.
        assertThat(ada.browser().get(request(id)).location()).startsWith("/oauth2/consent?request=");
        Api.as(Api.admin())
                .body(Map.of("reason", "it leaks"))
                .post("/clients/{id}/stop", id)
                .then()
                .statusCode(200);
        assertThat(ada.browser().get(request(id)).body()).contains("is stopped");
    }

    /** As Claude Code publishes itself, and comes with whichever port it got. */
    @Test
    void a_client_that_publishes_localhost_comes_with_any_port() {
        CataloguedTools.has("files", READ, "Read a file");
        var id = publisher.publishes("/code.json", "Code", "http://localhost/callback\",\"http://127.0.0.1/callback");
        var ada = SignedIn.withPassword("Ada").browser();
        var sent = ada.get(request(id, "redirect_uri", "http://localhost:54212/callback"));
        assertThat(sent.location()).startsWith("/oauth2/consent?request=");
        var there = agrees(ada, ada.get(sent.location()));
        assertThat(there.location()).startsWith("http://localhost:54212/callback?code=");
        assertThat(ada.get(request(id, "redirect_uri", "http://localhost:54212/other"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void who_refuses_leaves_nothing_behind() {
        var id = publisher.publishes("/refused.json", "Payroll", BACK);
        var ada = SignedIn.withPassword("Ada").browser();
        var page = ada.get(ada.get(request(id)).location());
        assertThat(Asker.back(Asker.answers(ada, page, "refuse"))).containsEntry("error", "access_denied");
        assertThat(isClient(id)).isFalse();
    }

    @Test
    void documents_that_are_somebody_elses_too_long_elsewhere_or_malformed_bring_nobody_anywhere() {
        var ada = SignedIn.withPassword("Ada").browser();
        var elsewhere = publisher.publishes("/elsewhere.json", "Elsewhere", BACK);
        var before = publisher.asked();
        for (var id : List.of(
                publisher.at("/moved.json", exchange -> {
                    exchange.getResponseHeaders().set("Location", elsewhere);
                    exchange.sendResponseHeaders(302, -1);
                }),
                publisher.at(
                        "/others.json",
                        exchange -> Publisher.send(
                                exchange,
                                "{\"client_id\":\"" + elsewhere + "\",\"redirect_uris\":[\"" + BACK + "\"]}")),
                publisher.at("/long.json", exchange -> Publisher.send(exchange, " ".repeat(6_000))),
                publisher.at("/odd.json", exchange -> Publisher.send(exchange, "<html>")),
                publisher.at("/gone.json", exchange -> exchange.sendResponseHeaders(404, -1)),
                "https://localhost:1/nobody-listens.json",
                "https://localhost/../x",
                "http://localhost/x.json")) {
            var page = ada.get(request(id));
            assertThat(page.status()).as(id).isEqualTo(400);
            assertThat(page.location()).isEmpty();
        }
        assertThat(publisher.asked()).as("no redirect is followed").isEqualTo(before + 5);
        var good = publisher.publishes("/mine.json", "Mine", BACK);
        assertThat(ada.get(request(good, "redirect_uri", "http://127.0.0.1/else"))
                        .status())
                .isEqualTo(400);
        assertThat(Asker.back(ada.get(request(good, "scope", "clients:write"))))
                .containsEntry("error", "invalid_scope");
        assertThat(Asker.back(ada.get(request(good, "authorization_details", "[]"))))
                .containsEntry("error", "invalid_authorization_details");
    }

    /** The protocol's own client, which comes from npm's registry, unmodified; only where the test's ports are is told to its fetch. */
    @Test
    void an_mcp_client_that_is_pointed_at_a_server_finds_its_way_to_the_page_and_to_a_token() throws Exception {
        Assumptions.assumeTrue(
                LIBRARY.installed("mcp-client.mjs"), "skipped: no Node, or npm can't install " + LIBRARY);
        var claims = comesBy(publisher.publishes("/mcp.json", "An MCP client", BACK));
        assertThat(claims.getStringClaim("client_id")).startsWith("https://localhost:");
    }

    /** Without a document it registers itself (RFC 7591). */
    @Test
    void an_mcp_client_that_publishes_nothing_registers_itself_and_finds_its_way_too() throws Exception {
        Assumptions.assumeTrue(
                LIBRARY.installed("mcp-client.mjs"), "skipped: no Node, or npm can't install " + LIBRARY);
        assertThat(comesBy("-").getStringClaim("client_id")).startsWith("reg_");
    }

    private JWTClaimsSet comesBy(String id) throws Exception {
        CataloguedTools.has("files", READ, "Read a file");
        var ada = SignedIn.withPassword("Ada");
        try (var protectedServer = new ProtectedServer(SERVER, Api.US)) {
            var node = new ProcessBuilder(
                            "node",
                            "mcp-client.mjs",
                            SERVER,
                            "http://127.0.0.1:" + protectedServer.port(),
                            Api.US,
                            "http://localhost:" + RestAssured.port,
                            id,
                            BACK)
                    .directory(LIBRARY.home().toFile())
                    .redirectErrorStream(true)
                    .start();
            try (var out = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
                    var in = node.outputWriter(StandardCharsets.UTF_8)) {
                var url = out.readLine();
                assertThat(url).startsWith(TestBrowser.SITE + "/oauth2/authorize?");
                var page = ada.browser().get(ada.browser().get(url).location());
                in.write(agrees(ada.browser(), page).location() + "\n");
                in.flush();
                assertThat(String.join("\n", out.lines().toList())).contains("\"tools\":[\"read\"]");
            } finally {
                node.destroy();
            }
            var claims = Api.claims(protectedServer.token());
            assertThat(claims.getSubject()).isEqualTo(ada.person().id().value());
            assertThat(claims.getAudience()).containsExactly("mandate-gateway");
            assertThat(claims.getClaims()).containsKeys("act", "delegation_id", "session_id");
            return claims;
        }
    }

    private boolean isClient(String id) {
        return database.preparedQuery("SELECT id FROM clients WHERE id = $1")
                        .executeAndAwait(Tuple.of(id))
                        .size()
                == 1;
    }

    private static String request(String id, String... more) {
        return new McpApplication(id).request(SERVER, more);
    }

    private static TestBrowser.Page agrees(TestBrowser browser, TestBrowser.Page page) {
        return McpApplication.agrees(browser, page, "15", "", READ);
    }
}
