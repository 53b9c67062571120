package dev.mandate.events.identity;

/** What an identity provider did by SCIM to somebody, or to a group, that it looks after. */
public enum ProvisioningAct {
    CREATED,
    /** A person whom an HR system has already is the provider's too from now on. */
    ADOPTED,
    CHANGED,
    /** A person's employment ends. */
    DEACTIVATED,
    /** A person's employment begins, for the first time or again. */
    ACTIVATED,
    /** It is gone for good, and its id is never used again. */
    DELETED
}
