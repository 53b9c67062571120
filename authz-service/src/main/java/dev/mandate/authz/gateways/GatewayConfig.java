package dev.mandate.authz.gateways;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What operators of this service have set about gateways. */
@ConfigMapping(prefix = "mandate")
public interface GatewayConfig {
    /** By client id. A client that isn't here asks about nobody but himself, whatever scope it has. */
    Map<String, Entry> gateways();

    /** One gateway. */
    interface Entry {
        /** {@code agent/agt_…}, {@code person/*}, {@code *}: whom it may ask about without a token of theirs. */
        Optional<List<String>> subjects();

        /** {@code tool/crm.*}, {@code model/*}, {@code *}: what it may ask about so. */
        Optional<List<String>> resources();

        /** Members of {@code context.asserted} that it is trusted to know, such as {@code acr} or {@code device}. */
        Optional<List<String>> vouches();

        /**
         * Whether it must show a token that is bound to a key of its own (DPoP, RFC 9449), so that who gets hold of the token can't ask about
         * everybody.
         */
        @WithDefault("true")
        boolean boundToken();
    }
}
