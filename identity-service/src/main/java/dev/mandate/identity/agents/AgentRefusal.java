package dev.mandate.identity.agents;

/** Why nothing is done about an agent, or about who answers for it. */
public enum AgentRefusal {
    UNKNOWN_AGENT,
    /** There is none, it was replaced, or it isn't for the eyes of who asks. */
    UNKNOWN_OFFER,
    /** Only the person himself can promise to answer for something. */
    NOT_THE_PERSON_HIMSELF,
    /** He answers for as many as anybody may. */
    TOO_MANY,
    /** He didn't stop it himself, and is no administrator. */
    STOPPED_BY_ANOTHER,
    /** Neither an administrator nor who answers for the agent. */
    NOT_OWNER,
    /** What an agent is for, where rights hang on it, an administrator alone says. */
    ADMINISTRATORS_ALONE,
    /** Who answers for it only shortens its time. */
    ADMINISTRATORS_LENGTHEN,
    /** What is to have made an agent is none that may act, or not that of who registers it. */
    NO_SUCH_PARENT,
    /** As many stand above the agent that is to have made it as may stand above one. */
    TOO_DEEP,
    /** The token was issued before what its person had became void. */
    VOID_TOKEN,
    /** Whoever is to answer for an agent is an active person. */
    INACTIVE_PERSON,
    /** He to whom it is offered answers for it anyway. */
    ANSWERS_ALREADY,
    /** The offer's end is not ahead, or too far. */
    BAD_END,
    /** Accepted, refused or withdrawn. */
    OFFER_CLOSED,
    OFFER_EXPIRED
}
