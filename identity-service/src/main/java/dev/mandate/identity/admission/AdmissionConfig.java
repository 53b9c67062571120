package dev.mandate.identity.admission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Bounds of the endpoints under {@code /oauth2} and {@code /sign-in/with}. An address is that of the connection, or what a trusted proxy says: behind one, set
 * {@code quarkus.http.proxy.proxy-address-forwarding} and whom to trust, or all who come through it are one. Of IPv6 all of a /64 are one.
 */
@ConfigMapping(prefix = "mandate.oauth")
public interface AdmissionConfig {
    /** Requests of one address that may be under way at the same time. */
    @WithDefault("64")
    int atOnce();

    /** The same of all addresses; where there is no room left, the request that has been sending its body longest is ended. */
    @WithDefault("512")
    int atOnceOfAll();

    /** Refused requests a second after which an address has to wait. */
    @WithDefault("20")
    int refusals();

    /** The same at once, after a pause. */
    @WithDefault("500")
    int refusalsAtOnce();

    /** Tokens a second that one client may get, which it has authenticated for. */
    @WithDefault("100")
    int tokens();

    /** The same at once, after a pause. */
    @WithDefault("1000")
    int tokensAtOnce();

    /** Addresses, and clients, whose use is remembered, at about 200 bytes each; of more, those are forgotten that asked longest ago. */
    @WithDefault("100000")
    int callers();
}
