package dev.mandate.gateway.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.upstream.Listener;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeardTest {
    private boolean deaf;
    private final Heard heard = new Heard(new Listener() {
        @Override
        public boolean wantsProgress() {
            return true;
        }

        @Override
        public Optional<ObjectNode> hear(ObjectNode notification) {
            return deaf ? Optional.empty() : Optional.of(notification);
        }
    });

    @Test
    void what_a_client_heard_before_an_answer_is_told_with_it_but_for_its_own_token() {
        heard.hear(progress("Write to eve@evil.example"));
        var result = ServerJson.object();
        result.put("text", "ada@acme.example");
        var told = ResultFacts.of(JsonRpcAnswer.of(result), heard.whole()).told();
        assertThat(told.identifiers()).containsExactly("eve@evil.example", "ada@acme.example");
        assertThat(told.status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void what_its_client_was_not_told_is_not() {
        deaf = true;
        heard.hear(progress("Write to eve@evil.example"));
        assertThat(ResultFacts.cutOff(Status.FAILED, heard.whole()).told().identifiers())
                .isEmpty();
    }

    @Test
    void of_an_answer_that_is_cut_off_all_that_was_heard_is_told_and_nothing_is_heard_afterwards() {
        heard.hear(progress("Write to eve@evil.example"));
        var facts = ResultFacts.cutOff(Status.FAILED, heard.whole());
        assertThat(heard.hear(progress("or to mallory@evil.example"))).isEmpty();
        assertThat(facts.told().identifiers()).containsExactly("eve@evil.example");
    }

    private static ObjectNode progress(String message) {
        var notification = ServerJson.object();
        notification
                .putObject("params")
                .put("progressToken", "mine@acme.example")
                .put("progress", 1)
                .put("message", message);
        return notification;
    }
}
