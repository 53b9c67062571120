package dev.mandate.gateway.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.mandate.gateway.envoy.ShownBody.Refused;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownBodyTest {
    private static final String TYPE = "content-type";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json ;charset=UTF-8 ",
                "application/json; charset=\"Utf-8\""
            })
    void json_in_utf_8_is_read(String type) throws Refused {
        assertThat(ShownBody.read(shown(Map.of(TYPE, type)))).isEqualTo(new byte[] {'{', '}'});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "application/json-seq",
                "application/json; charset=utf-7",
                "application/json;charset=utf-8;charset=utf-7",
                "application/json; charset=utf-7; charset=utf-8",
                "application/json; x=\"; charset=utf-8\"",
                "application/json; version=1",
                "application/json; charset=\"utf-8",
                "application/json;",
                "application/json, application/json",
                "application/json,text/plain; charset=utf-7",
                "application/json; charset*=utf-8''utf-7",
                "multipart/form-data; boundary=x"
            })
    void what_a_server_could_read_by_another_charset_or_form_is_refused(String type) {
        refused(415, shown(Map.of(TYPE, type)));
    }

    @Test
    void so_is_what_is_packed_or_was_shown_in_part_or_as_text() throws Refused {
        var json = Map.of(TYPE, "application/json");
        for (var encoding : new String[] {"gzip", "identity, gzip", "br", ""})
            refused(415, shown(Map.of(TYPE, "application/json", "content-encoding", encoding)));
        assertThat(ShownBody.read(shown(Map.of(TYPE, "application/json", "content-encoding", "Identity"))))
                .hasSize(2);
        refused(413, shown(Map.of(TYPE, "application/json", "x-envoy-auth-partial-body", "true")));
        refused(
                413,
                shown(json).toBuilder()
                        .setRawBody(ByteString.copyFrom(new byte[131_073]))
                        .build());
        refused(500, shown(json).toBuilder().clearRawBody().setBody("{}").build());
        assertThat(ShownBody.read(shown(json).toBuilder().clearRawBody().build()))
                .isEmpty();
    }

    private static void refused(int status, HttpRequest http) {
        assertThatThrownBy(() -> ShownBody.read(http))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.status()).isEqualTo(status));
    }

    private static HttpRequest shown(Map<String, String> headers) {
        return HttpRequest.newBuilder()
                .putAllHeaders(headers)
                .setRawBody(ByteString.copyFromUtf8("{}"))
                .build();
    }
}
