package dev.mandate.authz.engine.cedar;

public enum Decision {
    ALLOW,
    /** Also where no policy applies. */
    DENY
}
