package dev.mandate.authz.cedar;

public enum Decision {
    ALLOW,
    /** Also where no policy applies. */
    DENY
}
