package dev.mandate.audit.recordings;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some steps of a session, in the order in which they happened.
 *
 * @param task what the person who began it asked for, with addresses and the like told by their digests; absent without a delegation
 * @param person who answers for it; absent where nobody is known
 * @param agreements by which nobody was asked about a step of these, and the latest 50 of the session
 * @param digests whether equal values that aren't secret have equal digests in every recording; false where the service has no key for it
 * @param findings those about the session that rest on none of these steps
 * @param gaps answers of whichever session that left without a record meanwhile, some of which may have been this one's
 * @param next pass it as {@code after} for the steps that follow; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Recording(
        String session,
        @Nullable String task,
        @Nullable Party person,
        List<Agreement> agreements,
        boolean digests,
        List<Step> steps,
        List<RaisedFinding> findings,
        List<Gap> gaps,
        @Nullable String next) {

    /** An identity, and what it is called: its id where nobody knows. */
    record Party(String id, String name) {}

    /**
     * That a person isn't asked for each call of a kind. What such calls are held to are the arguments of its own step.
     *
     * @param by who agreed
     * @param agent whose calls they are
     * @param tool of which
     * @param until when it ends, unless it was ended before
     * @param status {@code active} until it is ended, also when its time is over; else {@code revoked}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Agreement(
            String delegation, @Nullable Party by, @Nullable Party agent, String tool, Instant until, String status) {}

    enum Kind {
        /** Of a tool. */
        CALL,
        /** An AI model was asked. */
        MODEL,
        /** About a resource of an application's own. */
        QUESTION,
        /** A task was given, handed on, or has ended. */
        DELEGATION,
        /** A person agreed to calls like one, or takes that back. */
        AGREEMENT
    }

    /**
     * One step, with all that is known of it, whenever that came.
     *
     * @param number from 1 on, of all that the session did
     * @param agent who did it, a sub-agent by its own name; absent where nobody is known
     * @param delegation under which
     * @param subject the tool, model or kind of resource, or what happened to a task, in a few words
     * @param title what the catalogue calls the tool; absent for what it hasn't
     * @param labels of the tool
     * @param verdict absent for what no decision of this session is on record for
     * @param outcomes what was told of what came of it
     * @param told what is missing or odd about it, a sentence each
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Step(
            int number,
            Instant at,
            Kind kind,
            @Nullable Party agent,
            @Nullable String delegation,
            String subject,
            @Nullable String title,
            List<String> labels,
            @Nullable Verdict verdict,
            List<ShownValue> arguments,
            List<Outcome> outcomes,
            List<Answered> approvals,
            List<RaisedFinding> findings,
            List<String> told) {}

    enum Answer {
        ALLOWED,
        DENIED,
        /** Denied as long as nobody approves it. */
        HELD
    }

    /**
     * @param reason stable code of the first obstacle; absent for an allow
     * @param asker what the client is called that asked
     * @param dryRun it was only asked, and nobody meant to do it; absent for what was meant
     * @param agreed which of the {@code agreements} is why nobody was asked; absent where none is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Verdict(
            String decision,
            Answer answer,
            @Nullable String reason,
            String asker,
            @Nullable Boolean dryRun,
            @Nullable String agreed) {}

    /**
     * What its platform told.
     *
     * @param status {@code succeeded}, {@code failed} or {@code blocked}
     * @param size length of the answer in characters; of a model's in bytes
     * @param kept values of the answer that an operator keeps, named from {@code result} on, such as {@code result.items.0.status}, as far as
     *     the field policy shows them
     * @param leftOut names of those for which a record had no room
     * @param shows identifiers that appeared in the answer first, as far as they are told here
     * @param suspicious what a content classifier said of the answer; absent where none ran
     * @param tokens that a model took; absent for a tool
     * @param intentions tools that a model asked for, which is no call
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Outcome(
            Instant at,
            String status,
            long size,
            List<ShownValue> kept,
            List<String> leftOut,
            List<Mentioned> shows,
            @Nullable Boolean suspicious,
            @Nullable Long tokens,
            List<String> intentions) {}

    /**
     * What became of asking a person.
     *
     * @param status {@code asked}, {@code granted}, {@code refused}, {@code used} or {@code ended}
     * @param by who answered; absent until somebody has
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answered(
            String approval,
            String status,
            Instant at,
            @Nullable String by,
            @Nullable String reason) {}

    /**
     * A finding that a step belongs to.
     *
     * @param severity OCSF's number, 1 informational to 5 critical
     * @param status OCSF's number, 1 new to 4 resolved
     * @param raised whether this step is the last that it rests on
     */
    record RaisedFinding(String finding, String title, int severity, int status, boolean raised) {}

    /**
     * A value as far as the field policy shows it.
     *
     * @param name of the argument, such as {@code to[0]}
     * @param text the value; absent unless it is open
     * @param host of an address or URL that isn't open
     * @param digest absent for what is open or secret, and without a key
     * @param length of a text that isn't open, in characters
     * @param sameAs number of the step on this page that showed the same value first; of a secret, that had the same secret
     * @param mentions identifiers within a text that isn't open
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ShownValue(
            String name,
            Disclosure kept,
            @Nullable String text,
            @Nullable String host,
            @Nullable String digest,
            @Nullable Integer length,
            @Nullable Integer sameAs,
            List<Mentioned> mentions) {
        ShownValue as(String otherName) {
            return new ShownValue(otherName, kept, text, host, digest, length, sameAs, mentions);
        }
    }

    /** An address, URL, account or the like, as {@link ShownValue} has it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Mentioned(
            @Nullable String host,
            @Nullable String digest,
            @Nullable Integer sameAs) {}

    record Gap(Instant from, Instant until, long denials, long allows) {}
}
