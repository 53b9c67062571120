package dev.mandate.identity.clients.metadata;

import java.util.Set;

/** Grants that a client may use, by their names at the token endpoint. */
public final class GrantTypes {
    public static final String AUTHORIZATION_CODE = "authorization_code";
    public static final String REFRESH_TOKEN = "refresh_token";
    public static final String CLIENT_CREDENTIALS = "client_credentials";
    public static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    public static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

    public static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

    /** Without a person at a browser. */
    public static final Set<String> OF_MACHINES = Set.of(CLIENT_CREDENTIALS, JWT_BEARER, TOKEN_EXCHANGE);

    public static final Set<String> OF_APPLICATIONS = Set.of(AUTHORIZATION_CODE, REFRESH_TOKEN);

    /** Which need a person who agrees. */
    public static final Set<String> WITH_PEOPLE = Set.of(AUTHORIZATION_CODE, REFRESH_TOKEN, DEVICE_CODE);

    private GrantTypes() {}

    public static Set<String> all() {
        return Set.of(AUTHORIZATION_CODE, REFRESH_TOKEN, CLIENT_CREDENTIALS, JWT_BEARER, TOKEN_EXCHANGE, DEVICE_CODE);
    }
}
