package dev.mandate.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.servers.ConfiguredGateway;
import dev.mandate.gateway.servers.Confinement;
import dev.mandate.gateway.servers.Isolation;
import dev.mandate.gateway.servers.McpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a child that does with each request what its method says, and tells its process id. */
class StdioUpstreamTest {
    private static final String CHILD = """
            long() { printf '{"jsonrpc":"2.0",%s"result":{"text":"' "$1"; head -c 1200000 /dev/zero | tr '\\0' x; printf '"}%s}\\n' "$2"; }
            while read -r line; do
              echo "$line" >> got
              id=${line#*\\"id\\":}; id=${id%%,*}
              case "$line" in
                *'"initialize"'*) while [ -e wait ]; do sleep 0.1; done; echo '{"jsonrpc":"2.0","id":'$id',"result":{"protocolVersion":"2025-11-25","capabilities":{}}}' ;;
                *'"hold"'*) held=$id ;;
                *'"id first"'*) long '"id":'$id, '' ;;
                *'"id last"'*) long '' ',"id":'$id ;;
                *'"no id"'*) long '' '' ;;
                *'"tell"'*) t=${line#*\\"progressToken\\":}; t=${t%%[!0-9]*}
                  echo '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":'$t',"progress":1}}'
                  echo '{"jsonrpc":"2.0","id":'$id',"result":{"pid":'$$'}}' ;;
                *'"release"'*) for one in $held $id; do echo '{"jsonrpc":"2.0","id":'$one',"result":{"pid":'$$'}}'; done ;;
                *'"chatter"'*) while :; do echo '{"jsonrpc":"2.0","method":"notifications/message","params":{}}'; done ;;
              esac
            done
            """;

    @TempDir
    private static Path directory;

    private volatile Instant now = Instant.EPOCH;
    private final McpServer server = new McpServer(
            "child", null, List.of("sh", "-c", CHILD), Map.of(), directory, null, Map.of(), Confinement.NONE);
    private final StdioUpstream upstream = new StdioUpstream(
            server,
            new ChildCommand(server, Isolation.OFF, Set.of()),
            ConfiguredGateway.with("call-timeout", "60s", "longest-answer", "1M"),
            () -> now);

    @AfterEach
    void close() {
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id first", "id last"})
    void an_answer_that_is_too_long_fails_its_own_call_alone(String longAnswer) {
        var pid = answered(ask("release"));
        var held = ask("hold");
        assertThat(failure(ask(longAnswer)))
                .isInstanceOfSatisfying(
                        UpstreamFailure.class, it -> assertThat(it.sent()).isTrue())
                .hasMessage("the server's answer is longer than 1048576 bytes");
        assertThat(answered(ask("release"))).isEqualTo(pid);
        assertThat(answered(held)).isEqualTo(pid);
    }

    @Test
    void one_that_names_no_call_fails_what_is_under_way_and_the_child_stays() {
        var pid = answered(ask("release"));
        var held = ask("hold");
        assertThat(failure(ask("no id"))).hasMessageContaining("longer than");
        assertThat(failure(held)).hasMessageContaining("longer than");
        assertThat(answered(ask("release"))).isEqualTo(pid);
    }

    @Test
    void a_child_that_does_nothing_but_tell_is_ended_and_comes_back() {
        var pid = answered(ask("release"));
        assertThat(failure(ask("chatter")))
                .hasMessage("the server ended: it wrote more than 20000 messages in 10 s that answer nothing");
        assertThat(answered(ask("release"))).isNotEqualTo(pid);
    }

    @Test
    void of_two_that_hear_how_far_they_are_each_hears_of_its_own() {
        var mine = new CopyOnWriteArrayList<ObjectNode>();
        var others = new CopyOnWriteArrayList<ObjectNode>();
        var held = ask("hold", new Listening(others));
        answered(ask("tell", new Listening(mine)));
        answered(ask("release"));
        answered(held);
        assertThat(mine).hasSize(1);
        assertThat(others).isEmpty();
    }

    @Test
    void what_could_not_be_written_while_its_decision_held_is_never_written() throws IOException {
        var wait = Files.createFile(directory.resolve("wait"));
        var late = upstream.ask(
                new UpstreamRequest("task", "too late", ServerJson.object(), false, now.plusSeconds(1)),
                Listener.NOBODY);
        now = now.plusSeconds(1);
        Files.delete(wait);
        assertThat(failure(late))
                .isInstanceOfSatisfying(
                        UpstreamFailure.class, it -> assertThat(it.sent()).isFalse());
        answered(ask("release"));
        assertThat(Files.readString(directory.resolve("got")))
                .contains("release")
                .doesNotContain("too late");
    }

    private Upstream.Exchange ask(String method) {
        return ask(method, Listener.NOBODY);
    }

    private Upstream.Exchange ask(String method, Listener told) {
        return upstream.ask(new UpstreamRequest("task", method, ServerJson.object(), false, null), told);
    }

    private static int answered(Upstream.Exchange exchange) {
        var result = exchange.answer().orTimeout(60, TimeUnit.SECONDS).join().result();
        return result == null ? 0 : result.path("pid").asInt();
    }

    private static Throwable failure(Upstream.Exchange exchange) {
        var thrown = catchThrowable(
                () -> exchange.answer().orTimeout(60, TimeUnit.SECONDS).join());
        return thrown instanceof CompletionException wrapped ? wrapped.getCause() : thrown;
    }
}
