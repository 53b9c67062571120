package dev.mandate.cli.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientServerTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwx------");

    @TempDir
    Path here;

    @Test
    void a_command_becomes_a_child_of_the_gateway_with_what_the_client_would_give_it() throws IOException {
        var program = Files.createFile(here.resolve("server"), PosixFilePermissions.asFileAttribute(EXECUTABLE));
        var there = server("{'type':'stdio','command':'server','args':['-c','x'],'env':{'KEY':'s3cret'},'timeout':5}")
                .atGateway(here, Map.of("PATH", "/nowhere:" + here, "HOME", "/home/ada", "MINE", "not its business"));
        assertThat(there.entry().toString())
                .isEqualTo("{\"env\":{\"HOME\":\"/home/ada\",\"PATH\":\"/nowhere:" + here
                        + "\",\"KEY\":\"s3cret\"},\"command\":\"" + program + "\",\"args\":[\"-c\",\"x\"],\"cwd\":\""
                        + here
                        + "\"}");
        assertThat(there.bearer()).isNull();
    }

    @Test
    void a_url_becomes_an_upstream_and_its_token_a_file_of_its_own() throws IOException {
        var there = server(
                        "{'type':'http','url':'https://crm.example/mcp','headers':{'authorization':'Bearer s3cret'}}")
                .atGateway(here, ENVIRONMENT);
        assertThat(there.entry().toString()).isEqualTo("{\"url\":\"https://crm.example/mcp\"}");
        assertThat(there.bearer()).isEqualTo("s3cret");
    }

    @Test
    void what_other_clients_call_a_command_and_an_address_is_taken_too() throws IOException {
        var copilot = server("{'type':'local','command':'sh','args':[],'tools':['*']}");
        assertThat(copilot.atGateway(here, ENVIRONMENT).entry().path("command").asText())
                .endsWith("/sh");
        assertThat(copilot.bridged(List.of("/m/deploy/mandate", "bridge"), false)
                        .toString())
                .isEqualTo(
                        "{\"type\":\"local\",\"command\":\"/m/deploy/mandate\",\"args\":[\"bridge\"],\"tools\":[\"*\"]}");
        var gemini = server("{'httpUrl':'https://crm.example/mcp','trust':false}");
        assertThat(gemini.atGateway(here, ENVIRONMENT).entry().toString())
                .isEqualTo("{\"url\":\"https://crm.example/mcp\"}");
        assertThat(gemini.bridged(List.of("/m/deploy/mandate", "bridge"), false).toString())
                .isEqualTo("{\"command\":\"/m/deploy/mandate\",\"args\":[\"bridge\"],\"trust\":false}");
    }

    @Test
    void variables_are_those_of_whoever_wraps_and_stay_variables_in_what_is_shown() throws IOException {
        var environment = Map.of("PATH", "/usr/bin:/bin", "TOKEN", "s3cret$1${HOME}", "HOST", "crm.example");
        var child = server("{'command':'sh','args':['--key=${TOKEN}','${MODE:-fast}'],'env':{'KEY':'${TOKEN}'}}")
                .atGateway(here, environment);
        assertThat(child.entry().at("/env/KEY").asText()).isEqualTo("s3cret$1${HOME}");
        assertThat(child.entry().path("args").toString()).isEqualTo("[\"--key=s3cret$1${HOME}\",\"fast\"]");
        assertThat(child.written().toString()).contains("--key=${TOKEN}").doesNotContain("s3cret");
        var upstream = server("{'url':'https://${HOST}/mcp','headers':{'Authorization':'Bearer ${TOKEN}'}}")
                .atGateway(here, environment);
        assertThat(upstream.entry().path("url").asText()).isEqualTo("https://crm.example/mcp");
        assertThat(upstream.bearer()).isEqualTo("s3cret$1${HOME}");
        assertThat(upstream.written().toString()).contains("${HOST}").doesNotContain("s3cret");
    }

    @Test
    void the_client_keeps_its_own_settings_of_a_server_and_nothing_by_which_it_was_reached() throws IOException {
        var server = server("{'type':'http','url':'https://s3cret.example','disabled':true,'autoApprove':['x']}");
        assertThat(server.bridged(List.of("/m/deploy/mandate", "bridge", "files"), false)
                        .toString())
                .isEqualTo("{\"type\":\"stdio\",\"command\":\"/m/deploy/mandate\",\"args\":[\"bridge\",\"files\"],"
                        + "\"disabled\":true,\"autoApprove\":[\"x\"]}");
        assertThat(new ClientServer("files", server.bridged(List.of("/m/deploy/mandate", "bridge", "files"), false))
                        .isBridge())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'type':'sse','url':'https://s3cret.example'}|files.type is sse, a transport that ended",
                "{'type':'ws','url':'https://s3cret.example'}|files.type is a transport that the gateway doesn't speak",
                "{}|files must have either a command or a url",
                "{'url':'x','httpUrl':'x'}|files must have either a command or a url",
                "{'url':'x','command':'x'}|files must have either a command or a url",
                "{'command':'no-such-program-s3'}|files.command isn't found on the PATH",
                "{'command':'./s3cret'}|files.command is no program",
                "{'command':'sh','args':'s3cret'}|files.args must be a list",
                "{'command':'sh','args':[{'s3cret':1}]}|files.args must be a text",
                "{'command':'sh','env':{'KEY':5}}|files.env.KEY must be a text",
                "{'command':'sh','env':{'KEY':'${input:s3cret}'}}|files.env.KEY has ${…}",
                "{'command':'sh','env':{'KEY':'${UNSET}'}}|files.env.KEY has ${UNSET}, which isn't set here",
                "{'command':'sh','args':['s3cret${UNSET}']}|files.args has ${UNSET}, which isn't set here",
                "{'command':'sh','env':{'KEY':'${A:-${PATH}}'}}|files.env.KEY has ${…}",
                "{'command':'${PATH}'}|files.command has ${…}",
                "{'command':'sh','cwd':'s3cret'}|files.cwd names no directory",
                "{'command':'sh','envFile':'s3cret'}|files.envFile isn't known here",
                "{'url':'https://x.example','headers':{'X-Key':'s3cret'}}|files.headers.X-Key can't be sent",
                "{'url':'https://x.example','headers':{'Authorization':'Basic s3cret'}}|files.headers.Authorization can't be sent",
                "{'url':'https://x.example','env':{'KEY':'s3cret'}}|files.env belongs to a command",
                "{'url':'https://ada:s3cret@x.example'}|files.url must be http or https",
                "{'url':'ftp://s3cret'}|files.url must be http or https",
            })
    void what_the_gateway_cannot_do_in_the_clients_place_is_said_without_what_may_be_secret(String entry, String says)
            throws IOException {
        var server = server(entry);
        assertThatThrownBy(() -> server.atGateway(here, ENVIRONMENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the server " + says)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_name_that_the_gateway_refuses_is_said_with_one_that_it_takes() throws IOException {
        var entry = server("{}").entry();
        assertThat(new ClientServer("files-2", entry).nameAtGateway(null)).isEqualTo("files-2");
        assertThat(new ClientServer("My Files", entry).nameAtGateway("files")).isEqualTo("files");
        assertThatThrownBy(() -> new ClientServer("My Files_2", entry).nameAtGateway(null))
                .hasMessageContaining("--as 'My Files_2=my-files-2'");
    }

    private static ClientServer server(String json) throws IOException {
        return new ClientServer("files", (ObjectNode) new JsonMapper().readTree(json.replace('\'', '"')));
    }
}
