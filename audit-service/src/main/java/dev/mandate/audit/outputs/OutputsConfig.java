package dev.mandate.audit.outputs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where findings are sent. Only who runs the service says so: no request and no event can name a target. */
@ConfigMapping(prefix = "mandate.outputs")
public interface OutputsConfig {
    /** By a name of letters, digits and hyphens, which is also that of its position: another name begins from the start. */
    Map<String, Webhook> webhook();

    /** As {@link #webhook()}. */
    Map<String, Syslog> syslog();

    /** How long is waited while an output is away: this after the first failure, twice as long after each further one, a minute at most. */
    @WithDefault("1s")
    Duration pause();

    /** JSON by HTTP POST. */
    interface Webhook {
        /** {@code https}; {@code http} on this machine only. Redirects are not followed. */
        URI url();

        /** Key of the HMAC-SHA256 signature, at least 32 characters. */
        String secret();

        /** How long an answer may take. */
        @WithDefault("10s")
        Duration timeout();
    }

    /** RFC 5424 with CEF. */
    interface Syslog {
        String host();

        @WithDefault("6514")
        int port();

        @WithDefault("tls")
        Transport transport();

        /** What the messages name as their host; that of this machine if absent. */
        Optional<String> hostname();
    }

    enum Transport {
        /** RFC 5425; the certificate is checked against the JVM's trust store and the host. */
        TLS,
        /** RFC 6587 with octet counting. */
        TCP,
        /** RFC 5426: nobody knows whether it arrives. */
        UDP
    }
}
