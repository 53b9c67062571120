package dev.mandate.identity.tokens;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** What access tokens are. */
@ConfigMapping(prefix = "mandate")
interface TokenConfig {
    /** {@code iss} of every access token and base URL of the endpoints. */
    @WithDefault("http://127.0.0.1:8081")
    String issuer();

    /** Where the gateway is found: a {@code resource} below it is an MCP server behind it, and the token for the gateway. */
    @WithDefault("http://127.0.0.1:8085")
    URI gatewayUrl();

    /** {@code aud} of tokens for one call: the services among which they count. By default the issuer. */
    @WithDefault("${mandate.issuer:http://127.0.0.1:8081}")
    String trustDomain();

    /** How long such a token lasts, at most five minutes. */
    @WithDefault("PT30S")
    Duration transactionTokenLifetime();

    /** Whether proofs of keys to the token endpoint, {@code /oauth2/par} and userinfo count only with a nonce of ours, RFC 9449 section 8. */
    @WithDefault("false")
    boolean proofNonces();
}
