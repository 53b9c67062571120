package dev.mandate.messaging.proposals;

/** Why nothing becomes of an approval or a refusal. */
enum ProposalRefusal {
    UNKNOWN,
    /** A client or an agent asks. */
    NOT_A_PERSON,
    /** He doesn't work here any more, was stopped, or has lost the role since his token was made. */
    NOT_AN_APPROVER,
    /** He has neither proposed it nor the scope for those of others. */
    NOT_HIS,
    /** He proposed it himself, which is what he can do for it. */
    OWN_PROPOSAL,
    APPROVED_ALREADY,
    /** The digest that he names is another one: he has looked at something else. */
    OTHER_CONTENT,
    /** It was carried out, was refused or has ended. */
    SETTLED,
    /** Nobody approved it in time. */
    EXPIRED,
    /** It would do something else now than was said; the proposal says what stood against it. */
    OUTDATED
}
