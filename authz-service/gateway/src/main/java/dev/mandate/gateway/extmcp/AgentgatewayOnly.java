package dev.mandate.gateway.extmcp;

import dev.mandate.gateway.grpc.ProvenProxy;
import jakarta.inject.Singleton;

/**
 * The operator's agentgateway: it tells what servers answered, and a caller who asked for himself could tell of answers that nobody gave.
 */
@Singleton
class AgentgatewayOnly extends ProvenProxy {
    private static final String PROOF = "mandate-agentgateway";

    /** @throws IllegalArgumentException if agentgateway is to ask here and there is no secret by which it is known */
    AgentgatewayOnly(ExtMcpConfig config) {
        super(
                PROOF,
                config.enabled() ? required(config.secret().orElse("")) : null,
                "agentgateway must send mandate.ext-mcp.secret of the gateway as " + PROOF
                        + " (mcpGuardrails: policies: backendAuth)");
    }

    private static String required(String secret) {
        if (isSecret(secret)) return secret;
        throw new IllegalArgumentException("mandate.ext-mcp.enabled needs mandate.ext-mcp.secret, " + RULE
                + ", which agentgateway sends as " + PROOF + " to prove that it asks");
    }
}
