package dev.mandate.identity.identities;

/** Why a person is not stopped, resumed or signed out. */
enum PersonRefusal {
    UNKNOWN,
    /** A person, or an agent for him, asked about another. */
    NOT_ADMINISTRATOR,
    /** The token was issued before what the person had became void. */
    VOID_TOKEN
}
