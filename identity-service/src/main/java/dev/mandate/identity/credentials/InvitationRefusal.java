package dev.mandate.identity.credentials;

/** Why nobody is invited. */
enum InvitationRefusal {
    UNKNOWN,
    INACTIVE,
    NOT_ADMINISTRATOR,
    BAD_LIFETIME
}
