package dev.mandate.identity.signin;

/** Why nothing is done to an issuer. */
enum IssuerRefusal {
    /** None is registered under this URL. */
    UNKNOWN
}
