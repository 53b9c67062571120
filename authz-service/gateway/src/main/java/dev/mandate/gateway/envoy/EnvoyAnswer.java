package dev.mandate.gateway.envoy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.rpc.Code;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.envoyproxy.envoy.type.v3.StatusCode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the proxy does: passes the request on, or answers it with a message that an MCP client reads.
 *
 * @see <a href="https://www.envoyproxy.io/docs/envoy/latest/api-v3/service/auth/v3/external_auth.proto">external_auth.proto</a>
 */
final class EnvoyAnswer {
    private EnvoyAnswer() {}

    /** The caller's token stays here. */
    static CheckResponse passed(@Nullable String decision) {
        var ok = OkHttpResponse.newBuilder().addHeadersToRemove("authorization").addHeadersToRemove("dpop");
        if (decision != null) ok.addHeaders(header("x-mandate-decision", decision));
        return CheckResponse.newBuilder()
                .setStatus(com.google.rpc.Status.newBuilder().setCode(Code.OK_VALUE))
                .setOkResponse(ok)
                .build();
    }

    static CheckResponse answered(int status, @Nullable JsonNode id, JsonRpcAnswer answer) {
        return refused(Code.PERMISSION_DENIED, status, id, answer, null);
    }

    static CheckResponse refused(int status, String why) {
        var code = status >= 500 ? JsonRpcError.SERVER_UNAVAILABLE : JsonRpcError.INVALID_REQUEST;
        return refused(
                status >= 500 ? Code.UNAVAILABLE : Code.PERMISSION_DENIED,
                status,
                null,
                JsonRpcAnswer.error(code, why),
                null);
    }

    /** RFC 6750. */
    static CheckResponse challenged(String challenge, String why) {
        var answer = JsonRpcAnswer.error(JsonRpcError.INVALID_REQUEST, why);
        return refused(Code.UNAUTHENTICATED, 401, null, answer, challenge);
    }

    private static CheckResponse refused(
            Code code, int status, @Nullable JsonNode id, JsonRpcAnswer answer, @Nullable String challenge) {
        var denied = DeniedHttpResponse.newBuilder()
                .setStatus(HttpStatus.newBuilder().setCode(StatusCode.forNumber(status)))
                .addHeaders(header("content-type", "application/json"))
                .setBody(new String(answer.to(id), StandardCharsets.UTF_8));
        if (challenge != null) denied.addHeaders(header("www-authenticate", challenge));
        return CheckResponse.newBuilder()
                .setStatus(com.google.rpc.Status.newBuilder().setCode(code.getNumber()))
                .setDeniedResponse(denied)
                .build();
    }

    private static HeaderValueOption header(String name, String value) {
        return HeaderValueOption.newBuilder()
                .setHeader(HeaderValue.newBuilder().setKey(name).setValue(value))
                .setAppendAction(HeaderValueOption.HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
                .build();
    }
}
