package dev.mandate.gateway.jsonrpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMessageTest {
    @Test
    void a_request_has_its_id_its_method_and_its_params() throws MalformedMessage {
        var message = read("{'jsonrpc':'2.0','id':7,'method':'tools/call','params':{'name':'read'}}");
        assertThat(message.id().asInt()).isEqualTo(7);
        assertThat(message.method()).isEqualTo("tools/call");
        assertThat(message.params().path("name").asText()).isEqualTo("read");
        assertThat(message.isNotification()).isFalse();
    }

    @Test
    void without_an_id_it_is_a_notification() throws MalformedMessage {
        assertThat(read("{'jsonrpc':'2.0','method':'notifications/initialized'}")
                        .isNotification())
                .isTrue();
    }

    @Test
    void what_it_says_of_its_trace_counts_before_what_its_header_says() throws MalformedMessage {
        var header = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var own = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var ping = read("{'jsonrpc':'2.0','id':7,'method':'ping'}");
        assertThat(ping.traceparent(header)).isEqualTo(header);
        assertThat(ping.traceparent(null)).isNull();
        var traced = read("{'jsonrpc':'2.0','id':7,'method':'ping','params':{'_meta':{'traceparent':'" + own + "'}}}");
        assertThat(traced.traceparent(header)).isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'jsonrpc':'2.0','id':1,'method':'ping'}]",
                "{'id':1,'method':'ping'}",
                "{'jsonrpc':'1.0','id':1,'method':'ping'}",
                "{'jsonrpc':'2.0','id':null,'method':'ping'}",
                "{'jsonrpc':'2.0','id':1.5,'method':'ping'}",
                "{'jsonrpc':'2.0','id':{},'method':'ping'}",
                "{'jsonrpc':'2.0','id':1}",
                "{'jsonrpc':'2.0','id':1,'method':'tools/call ','params':{}}",
                "{'jsonrpc':'2.0','id':1,'method':'tools／call','params':{}}",
                "{'jsonrpc':'2.0','id':1,'result':{}}",
                "{'jsonrpc':'2.0','id':1,'method':'ping','result':{}}",
                "{'jsonrpc':'2.0','id':1,'method':'ping','also':1}",
                "'text'",
            })
    void what_is_not_one_message_is_no_request(String body) {
        assertThat(refusal(body).error().code()).isEqualTo(JsonRpcError.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{'jsonrpc':'2.0','id':1,'method':'ping','method':'tools/call'}",
                "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'read','name':'write'}}",
                "{'jsonrpc':'2.0','id':1,'method':'ping'}{'jsonrpc':'2.0','id':2,'method':'ping'}",
            })
    void what_two_readers_would_read_differently_is_not_read(String body) {
        assertThat(refusal(body).error().code()).isEqualTo(JsonRpcError.PARSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "'x'", "1", "null"})
    void params_are_an_object(String params) {
        var refusal = refusal("{'jsonrpc':'2.0','id':9,'method':'tools/call','params':" + params + "}");
        assertThat(refusal.error().code()).isEqualTo(JsonRpcError.INVALID_PARAMS);
        assertThat(refusal.id().asInt()).isEqualTo(9);
    }

    private static MalformedMessage refusal(String body) {
        return catchThrowableOfType(MalformedMessage.class, () -> read(body));
    }

    private static ClientMessage read(String body) throws MalformedMessage {
        return ClientMessage.read(body.replace('\'', '"').getBytes(UTF_8));
    }
}
