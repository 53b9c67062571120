package dev.mandate.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.mandate.gateway.extmcp.wire.ExtMcpGrpc;
import dev.mandate.gateway.extmcp.wire.ExtMcpGrpc.ExtMcpBlockingStub;
import dev.mandate.gateway.extmcp.wire.McpHeader;
import dev.mandate.gateway.extmcp.wire.McpRequest;
import dev.mandate.gateway.extmcp.wire.McpRequestResult;
import dev.mandate.gateway.extmcp.wire.McpResponse;
import dev.mandate.gateway.extmcp.wire.McpResponseResult;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.util.List;

/** Asks over gRPC as agentgateway does. Its JSON is written with single quotation marks. */
final class Agentgateway implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    /** What it is set up with to prove that it is the operator's. */
    static final String SECRET = "the secret that agentgateway has".replace(' ', '-');

    private final ManagedChannel channel;
    private final ExtMcpBlockingStub policies;

    Agentgateway(int port) {
        this(port, SECRET);
    }

    /** @param secret null for whoever has none */
    Agentgateway(int port, String secret) {
        this.channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
        var told = new Metadata();
        if (secret != null) told.put(Metadata.Key.of("mandate-agentgateway", Metadata.ASCII_STRING_MARSHALLER), secret);
        this.policies =
                ExtMcpGrpc.newBlockingStub(channel).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(told));
    }

    McpRequestResult ask(McpRequest request) {
        return policies.checkRequest(request);
    }

    McpRequestResult ask(List<String> servers, String method, String params, List<McpHeader> headers) {
        return ask(request(servers, method, params, headers).build());
    }

    static McpRequest.Builder request(List<String> servers, String method, String params, List<McpHeader> headers) {
        var request = McpRequest.newBuilder()
                .addAllServiceNames(servers)
                .setMethod(method)
                .addAllHeaders(headers);
        if (params != null) request.setMcpRequest(ByteString.copyFromUtf8(params.replace('\'', '"')));
        return request;
    }

    /** What a server answered, with the metadata that was kept of the request. */
    McpResponseResult show(McpRequestResult asked, List<String> servers, String method, String result) {
        return policies.checkResponse(McpResponse.newBuilder()
                .addAllServiceNames(servers)
                .setMethod(method)
                .setMetadataContext(asked.getMetadata())
                .setMcpResponse(ByteString.copyFromUtf8(result.replace('\'', '"')))
                .build());
    }

    static List<McpHeader> headers(String token) {
        return List.of(header(":authority", "tools.example"), header("authorization", "Bearer " + token));
    }

    static McpHeader header(String name, String value) {
        return McpHeader.newBuilder()
                .setKey(name)
                .setValue(ByteString.copyFromUtf8(value))
                .build();
    }

    static boolean passed(McpRequestResult answer) {
        return answer.hasPass() || answer.hasMutated();
    }

    static JsonNode json(ByteString text) {
        return json(text.toStringUtf8());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
