package dev.mandate.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc.AuthorizationBlockingStub;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks over gRPC as Envoy does. */
final class Envoy implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ManagedChannel channel;
    private final AuthorizationBlockingStub authorization;

    Envoy(int port) {
        this(port, FakeServers.ENVOY);
    }

    /** @param secret null for whoever has none */
    Envoy(int port, @Nullable String secret) {
        this.channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
        var proof = new Metadata();
        if (secret != null) proof.put(Metadata.Key.of("mandate-envoy", Metadata.ASCII_STRING_MARSHALLER), secret);
        this.authorization = AuthorizationGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(proof));
    }

    /** @param server as the route names it */
    CheckResponse check(HttpRequest.Builder request, String server) {
        return check(request, server, "");
    }

    /** @param from as the proxy sees its peer; empty where it doesn't say */
    CheckResponse check(HttpRequest.Builder request, String server, String from) {
        var peer = AttributeContext.Peer.newBuilder();
        if (!from.isEmpty()) peer.getAddressBuilder().getSocketAddressBuilder().setAddress(from);
        return authorization.check(CheckRequest.newBuilder()
                .setAttributes(AttributeContext.newBuilder()
                        .setSource(peer)
                        .setRequest(AttributeContext.Request.newBuilder().setHttp(request))
                        .putContextExtensions("server", server))
                .build());
    }

    /** @param headers beside the usual ones, or instead of them */
    static HttpRequest.Builder request(String method, String token, String body, Map<String, String> headers) {
        var all = new HashMap<>(Map.of("content-type", "application/json", "authorization", "Bearer " + token));
        all.putAll(headers);
        return HttpRequest.newBuilder()
                .setMethod(method)
                .setPath("/mcp")
                .putAllHeaders(all)
                .setRawBody(ByteString.copyFromUtf8(body));
    }

    /** @param params with single quotation marks */
    static String message(String method, String params) {
        return "{'jsonrpc':'2.0','id':1,'method':'%s','params':%s}"
                .formatted(method, params)
                .replace('\'', '"');
    }

    static boolean passed(CheckResponse answer) {
        return answer.getStatus().getCode() == Code.OK_VALUE && answer.hasOkResponse();
    }

    /** Of what wasn't passed. */
    static int status(CheckResponse answer) {
        assertThat(passed(answer)).isFalse();
        return answer.getDeniedResponse().getStatus().getCodeValue();
    }

    /** Of what wasn't passed. */
    static String header(CheckResponse answer, String name) {
        return answer.getDeniedResponse().getHeadersList().stream()
                .map(one -> one.getHeader())
                .filter(one -> one.getKey().equals(name))
                .map(one -> one.getValue())
                .collect(Collectors.joining(" and "));
    }

    /** Of what wasn't passed, and is a client's answer. */
    static JsonNode body(CheckResponse answer) {
        try {
            assertThat(status(answer)).isEqualTo(200);
            return JSON.readTree(answer.getDeniedResponse().getBody());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
