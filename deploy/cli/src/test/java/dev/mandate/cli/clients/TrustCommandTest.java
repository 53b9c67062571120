package dev.mandate.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.cli.client.PlayedServices.Asked;
import dev.mandate.cli.client.PlayedServices.Said;
import dev.mandate.cli.clients.TrustCommand.Kind;
import dev.mandate.cli.lookup.PlayedCommand;
import dev.mandate.cli.proposals.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose word counts, as a file says it. */
class TrustCommandTest {
    @TempDir
    Path home;

    private final List<String> asked = new ArrayList<>();

    @Test
    void what_a_file_says_is_asked_for_as_it_is_and_waits_for_people() throws Exception {
        var file = written("{\"issuer\": \"https://mdm.example\", \"domains\": [\"acme.example\"]}");
        var exit = new AtomicInteger();
        var said = played(202, """
                {"proposal":"prp_1","digest":"d","summary":"hear https://mdm.example","touches":[],"approvals":[],
                 "proposedBy":{"subject":"admin","client":"admin"},"proposedAt":"2027-01-01T00:00:00Z","says":"it waits"}""", context -> {
            exit.set(TrustCommand.say(context, Kind.TRANSMITTER, file));
            return 0;
        });
        assertThat(exit).hasValue(Waiting.EXIT);
        assertThat(asked)
                .containsExactly(
                        "POST /transmitters {\"issuer\":\"https://mdm.example\",\"domains\":[\"acme.example\"]}");
        assertThat(said).contains("hear https://mdm.example", "proposals approve prp_1");
    }

    @Test
    void what_is_so_already_or_at_once_in_the_first_hour_is_said_to_be() throws Exception {
        var file = written("{\"issuer\": \"https://ci.example\", \"jwksUri\": \"https://ci.example/keys\"}");
        var said = played(
                200,
                "{\"issuer\":\"https://ci.example\"}",
                context -> TrustCommand.say(context, Kind.WORKLOAD_ISSUER, file));
        assertThat(said)
                .contains("the workload issuer https://ci.example is trusted so")
                .doesNotContain("already");
    }

    @Test
    void no_private_key_and_nothing_that_is_no_object_leaves_this_machine() throws Exception {
        var key = written(
                "{\"issuer\": \"https://i.example\", \"jwks\": {\"keys\": [{\"kty\": \"EC\", \"d\": \"s3cret\"}]}}");
        assertThatThrownBy(() -> played(200, "{}", context -> TrustCommand.say(context, Kind.ISSUER, key)))
                .hasMessageContaining("private key")
                .hasMessageNotContaining("s3cret");
        var list = written("[\"s3cret\"]");
        assertThatThrownBy(() -> played(200, "{}", context -> TrustCommand.say(context, Kind.ISSUER, list)))
                .hasMessageContaining("no JSON object")
                .hasMessageNotContaining("s3cret");
        assertThat(asked).isEmpty();
    }

    @Test
    void a_workload_is_bound_to_what_a_file_says() throws Exception {
        var file = written("{\"issuer\": \"https://ci.example\", \"claims\": {\"sub\": \"repo:acme/pay\"}}");
        var said = played(
                200,
                "{\"issuer\":\"https://ci.example\",\"id\":\"wkl_1\",\"name\":\"pay\"}",
                context -> WorkloadsCommand.bind(context, "wkl_1", file));
        assertThat(said).contains("whoever shows such a token of https://ci.example", "wkl_1");
        assertThat(asked)
                .last()
                .asString()
                .startsWith("POST /workloads/wkl_1/bindings")
                .contains("repo:acme/pay");
    }

    @Test
    void all_are_listed_with_what_they_are() throws Exception {
        var said = played(
                200, "{\"items\":[{\"issuer\":\"https://i.example\",\"stoppedReason\":\"late\"}]}", TrustCommand::list);
        assertThat(said).contains("transmitter", "workload issuer", "https://i.example", "stopped");
    }

    private Path written(String text) throws IOException {
        return Files.writeString(home.resolve("said.json"), text);
    }

    private String played(int status, String answer, PlayedCommand command) throws IOException {
        Function<Asked, Said> answers = request -> {
            if (!request.body().isEmpty()) asked.add("POST " + request.path() + " " + request.body());
            return new Said(status, answer);
        };
        return command.printed(home, answers);
    }
}
