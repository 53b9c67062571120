package dev.mandate.identity.adoption;

/** Why a client's rule stays as it is. */
enum AdoptionRefusal {
    UNKNOWN_CLIENT,
    /** It keeps nobody here. */
    NO_SCIM
}
