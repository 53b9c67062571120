package dev.mandate.console.clients;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a client gets tokens, in words. */
final class GrantWords {
    private static final Map<String, String> ALL = new LinkedHashMap<>();

    static {
        ALL.put("authorization_code", "people sign in to it at a browser");
        ALL.put("refresh_token", "they stay signed in to it, by refresh tokens");
        ALL.put("urn:ietf:params:oauth:grant-type:device_code", "people sign in to it by a code that it shows them");
        ALL.put("client_credentials", "it gets tokens in its own right");
        ALL.put("urn:ietf:params:oauth:grant-type:jwt-bearer", "it shows what another issuer signed about a person");
        ALL.put(
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "it exchanges tokens: for one call, or for another organisation's");
    }

    private GrantWords() {}

    /** All that there are, by their names at the token endpoint. */
    static Map<String, String> all() {
        return Collections.unmodifiableMap(ALL);
    }

    static String of(String grant) {
        return ALL.getOrDefault(grant, grant);
    }
}
