package dev.mandate.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.cli.client.ApiRefused;
import dev.mandate.cli.client.PlayedServices.Asked;
import dev.mandate.cli.client.PlayedServices.Said;
import dev.mandate.cli.lookup.PlayedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is asked for by {@code clients}, {@code agents} and {@code workloads register}, and what is said of it. */
class RegisterCommandsTest {
    private static final String ADA = "{\"identity\":\"per_1\",\"displayName\":\"Ada Abel\",\"status\":\"ACTIVE\"}";

    @TempDir
    Path home;

    private String asked = "";

    @Test
    void an_application_is_registered_and_its_secret_goes_to_a_file_of_its_owners_alone() throws Exception {
        var file = home.resolve("wiki.secret");
        var said = played("""
                {"clientId":"cli_1","clientSecret":"s3cret","clientSecretEndsAt":"2027-03-01T00:00:00Z",
                 "offer":{"offer":"ofr_1","to":"per_1","endsAt":"2027-02-01T00:00:00Z"}}""", context -> {
            var command = parsed(
                    new RegisterClientCommand(),
                    "Wiki",
                    "--redirect-uri",
                    "https://wiki.example/back",
                    "--grant",
                    "authorization_code",
                    "--grant",
                    "token-exchange",
                    "--owner",
                    "ada.abel@acme.example",
                    "--secret-file",
                    file.toString());
            return command.register(context);
        });
        assertThat(json(asked)).isEqualTo(json("""
                        {"name":"Wiki","scopes":["openid","profile","email"],"redirectUris":["https://wiki.example/back"],
                         "grantTypes":["authorization_code","urn:ietf:params:oauth:grant-type:token-exchange"],"owner":"per_1"}"""));
        assertThat(Files.readString(file)).isEqualTo("s3cret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(said)
                .contains("Wiki is registered   [cli_1]", "its secret is in " + file, "until 2027-03-01T00:00:00Z")
                .contains("point it at the issuer https://issuer.example", "offers accept \"Ada Abel\" ofr_1")
                .doesNotContain("s3cret");
    }

    @Test
    void nothing_is_registered_whose_secret_would_be_written_over_another() throws Exception {
        var file = Files.writeString(home.resolve("kept"), "another");
        assertThatThrownBy(() -> played(
                        "{}",
                        context -> parsed(new RegisterClientCommand(), "Feed", "--secret-file", file.toString())
                                .register(context)))
                .hasMessageContaining("is there already");
        assertThat(asked).isEmpty();
        assertThat(Files.readString(file)).isEqualTo("another");
    }

    @Test
    void nothing_is_registered_whose_secret_would_have_no_place() {
        assertThatThrownBy(() -> played(
                        "{}",
                        context -> parsed(
                                        new RegisterClientCommand(),
                                        "Feed",
                                        "--secret-file",
                                        home.resolve("nowhere/feed").toString())
                                .register(context)))
                .hasMessageContaining("no directory to be in");
        assertThat(asked).isEmpty();
    }

    @Test
    void where_it_is_refused_no_empty_file_stays() throws Exception {
        var file = home.resolve("feed.secret");
        assertThatThrownBy(() -> played(
                        400,
                        "{\"title\":\"Correct the scope\"}",
                        context -> parsed(new RegisterClientCommand(), "Feed", "--secret-file", file.toString())
                                .register(context)))
                .isInstanceOf(ApiRefused.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void a_service_that_nobody_answers_for_is_told_until_when_it_gets_tokens_and_how_it_asks_for_one()
            throws Exception {
        var said = played(
                """
                {"clientId":"cli_2","clientSecret":"s3cret","clientSecretEndsAt":"2027-03-01T00:00:00Z",
                 "ownerNeededBy":"2027-01-01T00:00:00Z"}""",
                context -> parsed(new RegisterClientCommand(), "Feed", "--scope", "workers:read")
                        .register(context));
        assertThat(json(asked)).isEqualTo(json("{\"name\":\"Feed\",\"scopes\":[\"workers:read\"]}"));
        assertThat(said)
                .contains(
                        "  s3cret\n", "shown this once", "curl -s -u \"cli_2:SECRET\" -d grant_type=client_credentials")
                .contains("it gets tokens until 2027-01-01T00:00:00Z", "offers make cli_2 PERSON");
    }

    @Test
    void an_agent_is_told_of_with_all_that_it_is_made_of() throws Exception {
        var said = played(
                """
                {"id":"agt_1","clientId":"agt_1","clientSecret":"s3cret","clientSecretEndsAt":"2027-03-01T00:00:00Z",
                 "status":"ACTIVE"}""",
                context -> parsed(
                                new RegisterAgentCommand(),
                                "Clerk",
                                "--platform=desk",
                                "--purpose=invoices",
                                "--model=writer",
                                "--model-version=4.1",
                                "--provider=models.example",
                                "--environment=production",
                                "--autonomy=delegated",
                                "--protocol=mcp",
                                "--delegators=everybody",
                                "--until=2027-03-31")
                        .register(context));
        assertThat(json(asked)).isEqualTo(json("""
                        {"name":"Clerk","platform":"desk","purpose":"invoices","delegators":"EVERYBODY",
                         "described":{"model":"writer","version":"4.1","provider":"models.example","environment":"production",
                           "autonomy":"DELEGATED","protocols":["mcp"]},"validUntil":"2027-03-31T00:00:00Z"}"""));
        assertThat(said)
                .contains("Clerk is registered, active   [agt_1]", "curl -s -u \"agt_1:SECRET\"")
                .contains("deploy/mandate delegate PERSON \"Clerk\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"keys\":[{\"kty\":\"EC\",\"d\":\"private\"}]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"private\"}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"n\",\"p\":\"private\"}]}",
                "{\"kty\":\"EC\",\"d\":\"private\"}",
                "[{\"kty\":\"EC\",\"d\":\"private\"}]",
                "-----BEGIN PRIVATE KEY-----\nprivate",
            })
    void a_private_key_is_never_sent_and_never_told(String file) throws Exception {
        var keys = Files.writeString(home.resolve("keys"), file);
        assertThatThrownBy(() -> played(
                        "{}",
                        context -> parsed(new RegisterClientCommand(), "Feed", "--keys", keys.toString())
                                .register(context)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(keys.toString())
                .hasNoCause();
        assertThat(asked).isEmpty();
    }

    @Test
    void what_is_copied_into_a_shell_does_nothing_there() {
        assertThat(ShellWord.of("wiki.secret")).isEqualTo("wiki.secret");
        assertThat(ShellWord.of("my file")).isEqualTo("\"my file\"");
        assertThat(ShellWord.quoted("Ada Abel")).isEqualTo("\"Ada Abel\"");
        assertThat(ShellWord.quoted("$(id)")).isEqualTo("'$(id)'");
        assertThat(ShellWord.of("x'; `id`")).isEqualTo("'x'\\''; `id`'");
    }

    @Test
    void a_workload_is_staged_and_what_is_left_to_do_is_said() throws Exception {
        var said = played(
                """
                {"id":"wkl_1","clientId":"wkl_1","status":"STAGED"}""",
                context -> parsed(
                                new RegisterWorkloadCommand(),
                                "Invoice batch",
                                "--kind=service",
                                "--purpose=invoices",
                                "--environment=production",
                                "--owner=Ada Abel")
                        .register(context));
        assertThat(json(asked)).isEqualTo(json("""
                        {"name":"Invoice batch","purpose":"invoices","kind":"SERVICE","environment":"production","owner":"per_1"}"""));
        assertThat(said)
                .contains("Invoice batch is registered, staged   [wkl_1]", "secrets make wkl_1 --secret-file FILE")
                .contains("workloads activate wkl_1");
    }

    private String played(String answer, PlayedCommand command) throws IOException {
        return played(200, answer, command);
    }

    /** @return what was printed */
    private String played(int status, String answer, PlayedCommand command) throws IOException {
        Function<Asked, Said> answers = request -> {
            if (request.path().equals("/identities")) return new Said(200, "{\"items\":[" + ADA + "]}");
            if (request.path().startsWith("/identities/")) return new Said(200, ADA);
            asked = request.body();
            return new Said(status, answer);
        };
        return command.printed(home, answers);
    }

    private static <T> T parsed(T command, String... typed) {
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(typed);
        return command;
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
