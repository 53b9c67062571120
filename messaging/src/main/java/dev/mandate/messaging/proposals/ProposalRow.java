package dev.mandate.messaging.proposals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.ProposedChange;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.digests.Sha256;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.ProposalId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is proposed never changes; who stands for it, and what became of it, does. */
@Entity
@Table(name = "proposal")
@SuppressWarnings("NullAway.Init")
class ProposalRow {
    @Id
    String id;

    @Column(updatable = false)
    String kind;

    @Column(updatable = false)
    String subject;

    @Column(updatable = false)
    String summary;

    /** A JSON list of lines. */
    @Column(updatable = false)
    String touches;

    /** As JSON, all that is needed to carry it out. */
    @Column(updatable = false)
    String content;

    @Column(updatable = false)
    String state;

    @Column(updatable = false)
    String digest;

    /** As JSON. */
    @Column(updatable = false)
    String proposer;

    @Column(name = "proposer_subject", updatable = false)
    String proposerSubject;

    @Column(name = "proposed_at", updatable = false)
    Instant proposedAt;

    @Column(name = "ends_at", updatable = false)
    Instant endsAt;

    @Enumerated(EnumType.STRING)
    ProposalStatus status;

    /** A JSON list of {@link Approval}. */
    String approvals;

    @Column(name = "settled_at")
    @Nullable
    Instant settledAt;

    /** In the words of who refused it, or what stood against it. */
    @Column(name = "settled_why")
    @Nullable
    String settledWhy;

    static ProposalRow of(
            String kind, Reach reach, List<String> touches, String content, Actor by, Instant now, Instant end) {
        var row = new ProposalRow();
        row.id = ProposalId.next().value();
        row.kind = kind;
        row.subject = reach.subject();
        row.summary = reach.summary();
        row.touches = json(touches);
        row.content = content;
        row.state = reach.state();
        row.digest = row.digestNow();
        row.proposer = json(by);
        row.proposerSubject = by.subject();
        row.proposedAt = now;
        row.endsAt = end;
        row.status = ProposalStatus.OPEN;
        row.approvals = "[]";
        return row;
    }

    /** Whether the same is wanted of the same; whom it touches may be told otherwise a moment later. */
    boolean asks(String kind, Reach reach, String content) {
        return this.kind.equals(kind)
                && subject.equals(reach.subject())
                && this.content.equals(content)
                && state.equals(reach.state());
    }

    /** Whether he has proposed it with his own hands. */
    boolean isOf(Actor asking) {
        return by().subject().equals(asking.subject()) && by().acting().equals(asking.acting());
    }

    ProposedChange change() {
        return new ProposedChange(kind, subject, summary, read(touches, new TypeReference<List<String>>() {}), digest);
    }

    Actor by() {
        return read(proposer, new TypeReference<>() {});
    }

    List<Approval> approvals() {
        return read(approvals, new TypeReference<>() {});
    }

    int missing() {
        return TwoPeople.missing(by(), approvals());
    }

    /** Whose standing it counts on, and who therefore must have it still. */
    Set<IdentityId> people() {
        return TwoPeople.people(by(), approvals());
    }

    /**
     * @param eligible those who may stand for something now; what others have approved before counts no more
     * @return whose approvals were struck off
     */
    List<Actor> approve(Actor by, Instant at, Set<IdentityId> eligible) {
        var all = new ArrayList<Approval>();
        var struck = new ArrayList<Actor>();
        for (var given : approvals()) {
            if (given.by().identity().filter(eligible::contains).isPresent()) all.add(given);
            else struck.add(given.by());
        }
        all.add(new Approval(by, at));
        approvals = json(all);
        return struck;
    }

    void settle(ProposalStatus as, @Nullable String why, Instant at) {
        status = as;
        settledWhy = why;
        settledAt = at;
    }

    /** Whether it is what was proposed, also after whatever was done to its row. */
    boolean isWhole() {
        return digest.equals(digestNow());
    }

    /** Of all that would be done, of what people are told of it, and of what it was proposed against. */
    private String digestNow() {
        try {
            var all =
                    EventJson.mapper().writeValueAsBytes(List.of(id, kind, subject, summary, touches, content, state));
            return Sha256.of(all).hex();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String json(Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("can't be kept as JSON", e);
        }
    }

    static <T> T read(String json, TypeReference<T> type) {
        try {
            return EventJson.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a proposal can't be read", e);
        }
    }

    /** Empty where this version of the software can't read it as it is: whatever it leaves out or adds nobody has looked at. */
    <C> Optional<C> content(Class<C> type) {
        try {
            var mapper = EventJson.mapper();
            var read = mapper.readValue(content, type);
            return mapper.readTree(json(read)).equals(mapper.readTree(content)) ? Optional.of(read) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
