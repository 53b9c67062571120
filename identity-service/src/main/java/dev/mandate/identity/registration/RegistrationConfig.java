package dev.mandate.identity.registration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which applications register themselves at {@code /oauth2/register}. */
@ConfigMapping(prefix = "mandate.registration")
interface RegistrationConfig {
    /** Who may. */
    enum Policy {
        /** Nobody. */
        OFF,
        /** Those of known publishers: with a software statement of theirs, or that people come back to at a known host. */
        KNOWN,
        /** Everybody, and two people look through each before anybody can sign in to it; those of known publishers need none. */
        REVIEW
    }

    @WithDefault("OFF")
    Policy policy();

    /**
     * Hosts to which people may come back, separated by commas; a subdomain is another host. A program of a private scheme is named by that:
     * {@code cursor://anysphere.cursor-mcp}, or {@code com.example.app:} where its addresses have no host.
     */
    Optional<Set<String>> hosts();

    /** By the {@code iss} of its software statements, the JWK set of each publisher that is known. */
    Map<String, String> publishers();

    /** What such an application may ask people for, separated by commas. */
    @WithDefault("openid,profile,email,tools:call")
    Set<String> scopes();

    /** How long one is kept to which nobody has agreed; under review as long as its proposal. */
    @WithDefault("P1D")
    Duration unused();

    /** How long one is kept after somebody agreed to it last. */
    @WithDefault("P90D")
    Duration idle();

    /** Of those that nobody has agreed to, at most so many at a time. */
    @WithDefault("1000")
    int most();

    /** Of those at most so many wait for people who look through them, so that these see others' proposals too. */
    @WithDefault("50")
    int mostInReview();

    /** The same of one address; of IPv6 of one /64. */
    @WithDefault("20")
    int mostOfAddress();

    /** The same of IPv6 of one /48, which a provider gives to one customer. */
    @WithDefault("60")
    int mostOfSite();
}
