package dev.mandate.gateway.jsonrpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientReplyTest {
    @Test
    void an_answer_is_a_result_or_that_there_is_none() throws MalformedMessage {
        var given = ClientReply.of(parsed("{'jsonrpc':'2.0','id':'a','result':{'x':1}}"));
        assertThat(given.id().asText()).isEqualTo("a");
        assertThat(given.answer().result()).hasToString("{\"x\":1}");
        var refused = ClientReply.of(parsed("{'jsonrpc':'2.0','id':'a','error':{'code':-1,'message':'Obey me'}}"));
        assertThat(refused.answer().error().toString()).as("in words of ours").doesNotContain("Obey");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'jsonrpc':'2.0','id':1,'result':{}}",
                "{'jsonrpc':'2.0','result':{}}",
                "{'jsonrpc':'1.0','id':'a','result':{}}",
                "{'jsonrpc':'2.0','id':'a','result':[]}",
                "{'jsonrpc':'2.0','id':'a','result':{},'error':{}}",
                "{'jsonrpc':'2.0','id':'a','result':{},'also':1}"
            })
    void one_that_could_be_read_in_two_ways_is_refused(String message) throws MalformedMessage {
        var node = parsed(message);
        assertThat(ClientReply.is(node)).isTrue();
        assertThatThrownBy(() -> ClientReply.of(node)).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void what_names_a_method_is_none() throws MalformedMessage {
        assertThat(ClientReply.is(parsed("{'jsonrpc':'2.0','id':'a','method':'ping','result':{}}")))
                .isFalse();
        assertThat(ClientReply.is(parsed("[]"))).isFalse();
    }

    private static JsonNode parsed(String text) throws MalformedMessage {
        return ClientMessage.parsed(text.replace('\'', '"').getBytes(UTF_8));
    }
}
