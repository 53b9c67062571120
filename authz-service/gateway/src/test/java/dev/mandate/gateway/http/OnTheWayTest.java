package dev.mandate.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.Askable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OnTheWayTest {
    private final List<ObjectNode> told = new ArrayList<>();
    private final OnTheWay client = new OnTheWay(new Notifications(TextNode.valueOf("p1"), null), told::add, nothing());

    private static Questions nothing() {
        return new Questions() {
            @Override
            public Set<Askable> can() {
                return Set.of();
            }

            @Override
            public CompletableFuture<JsonRpcAnswer> put(String method, ObjectNode params) {
                throw new AssertionError("nobody is asked");
            }
        };
    }

    @Test
    void a_client_is_told_a_thousand_times_and_no_more() {
        for (var one = 0; one < 1001; one++) client.hear(progress("."));
        assertThat(told).hasSize(1000);
        assertThat(client.hear(progress("."))).isEmpty();
    }

    @Test
    void of_many_long_ones_it_is_told_as_many_as_have_room() {
        for (var one = 0; one < 1000; one++) client.hear(progress("x".repeat(2000)));
        assertThat(told).hasSizeBetween(100, 131);
    }

    private static ObjectNode progress(String message) {
        var notification = ServerJson.object().put("method", "notifications/progress");
        notification.putObject("params").put("progress", 1).put("message", message);
        return notification;
    }
}
