package dev.mandate.gateway.extmcp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whoever asks proves to be the operator's agentgateway, by a secret that both have, before anything of a message is read: it tells what servers answered, and
 * a caller who asked for himself could tell of answers that nobody gave.
 */
@Singleton
class AgentgatewayOnly implements ServerInterceptor {
    static final Metadata.Key<String> PROOF = Metadata.Key.of("mandate-agentgateway", Metadata.ASCII_STRING_MARSHALLER);
    private static final Pattern SECRET = Pattern.compile("[\\x21-\\x7e]{32,256}");
    private static final Status UNPROVEN =
            Status.UNAUTHENTICATED.withDescription("agentgateway must send mandate.ext-mcp.secret of the gateway as "
                    + PROOF.name() + " (mcpGuardrails: policies: backendAuth)");

    /** Null where nobody asks here. */
    private final byte @Nullable [] secret;

    /** @throws IllegalArgumentException if agentgateway is to ask here and there is no secret by which it is known */
    AgentgatewayOnly(ExtMcpConfig config) {
        var set = config.secret().orElse("");
        if (config.enabled() && !SECRET.matcher(set).matches())
            throw new IllegalArgumentException(
                    "mandate.ext-mcp.enabled needs mandate.ext-mcp.secret, 32 to 256 visible characters of ASCII (openssl rand -hex 32), which agentgateway sends as "
                            + PROOF.name() + " to prove that it asks");
        this.secret = config.enabled() ? set.getBytes(US_ASCII) : null;
    }

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
        if (secret == null || isIts(secret, headers.get(PROOF))) return next.startCall(call, headers);
        call.close(UNPROVEN, new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private static boolean isIts(byte[] secret, @Nullable String shown) {
        return shown != null && MessageDigest.isEqual(secret, shown.getBytes(US_ASCII));
    }
}
