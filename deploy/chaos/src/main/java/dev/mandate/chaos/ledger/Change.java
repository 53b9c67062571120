package dev.mandate.chaos.ledger;

import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;

/**
 * What an administrator is told is done, and how the trail has it. What he makes is there by a name that he gave to it alone, so that one that
 * was made twice, since he asked again without knowing, is there twice.
 */
public enum Change {
    REGISTERED(
            "client registered",
            TopicCatalogue.IDENTITY_ADMINISTRATION,
            "identity.client.registered.v1",
            "payload->>'name'"),
    GRANTED(
            "role granted",
            TopicCatalogue.LIFECYCLE_GOVERNANCE,
            "lifecycle.access.granted.v1",
            "(payload->>'reason') || ' for ' || (payload->>'identity')"),
    TAKEN_BACK(
            "role taken back", TopicCatalogue.LIFECYCLE_GOVERNANCE, "lifecycle.access.revoked.v1", "payload->>'grant'"),
    PROPOSED(
            "proposed",
            TopicCatalogue.ADMINISTRATION_PROPOSALS,
            "administration.proposal.made.v1",
            "payload->>'proposal'"),
    APPROVED(
            "approved",
            TopicCatalogue.ADMINISTRATION_PROPOSALS,
            "administration.proposal.approved.v1",
            "(payload->>'proposal') || ' by ' || (payload->'by'->>'subject')");

    public final String words;
    final Topic topic;
    public final String type;
    /** Of the trail's table, in SQL: what it was done to, as the ledger has it. */
    public final String subject;

    Change(String words, Topic topic, String type, String subject) {
        this.words = words;
        this.topic = topic;
        this.type = type;
        this.subject = subject;
    }
}
