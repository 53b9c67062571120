package dev.mandate.lifecycle.approvals;

import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.ApprovedCall;
import dev.mandate.lifecycle.sql.Rows;
import dev.mandate.lifecycle.workers.Worker;
import dev.mandate.messaging.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of table {@code approval}, and which denials asked for each. */
@ApplicationScoped
class ApprovalStore {
    private static final String SELECT = """
            select cast(json_build_object('id', id, 'revision', revision, 'status', status, 'call', call, 'decision', decision,
                'person', person, 'approver', approver, 'roles', roles, 'shown', shown, 'receivers', receivers, 'askedAt', asked_at, 'until', until,
                'answer', answer, 'used', used, 'deleted', deleted, 'dueAt', due_at) as text)
            from approval
            """;
    private static final String RECORD = """
            jsonb_to_record(cast(cast(:row as text) as jsonb)) as r(id text, revision bigint, status text, call jsonb, decision text,
                person text, approver text, roles text[], shown jsonb, receivers jsonb, "askedAt" timestamptz, until timestamptz, answer jsonb,
                used text, deleted boolean, "dueAt" timestamptz)
            """;
    private static final String DUE = """
            where due_at <= cast(cast(:now as text) as timestamptz)
                and (sweep_after is null or sweep_after <= cast(cast(:now as text) as timestamptz))
            """;

    /** What waits for an answer. */
    record Waiting(long ofSession, long ofSubject, long ofPerson, long ofApprover) {}

    /** The one that is asked, granted or refused for just this; locked. */
    Uni<Optional<Approval>> openFor(String binding) {
        return one(
                "where binding = :binding and status in ('ASKED', 'GRANTED', 'REFUSED') for update of approval",
                Map.of("binding", binding));
    }

    Uni<Optional<Approval>> lock(ApprovalId id) {
        return one("where id = :id for update of approval", Map.of("id", id.value()));
    }

    /** Also by the id that a later denial of the same call named, before it was known that somebody had been asked. */
    Uni<Optional<Approval>> find(ApprovalId id) {
        return askedBy(id.askedBy());
    }

    /** By any denial that asked for it. */
    Uni<Optional<Approval>> askedBy(DecisionId decision) {
        var where = """
                where decision = :decision or id = (select approval from approval_attempt where decision = :decision)
                """;
        return one(where, Map.of("decision", decision.value()));
    }

    /**
     * @param person who answers for the call; null for nobody
     * @param approver null where roles are asked
     */
    Uni<Waiting> waiting(
            ApprovedCall call, @Nullable IdentityId person, @Nullable IdentityId approver, Set<String> roles) {
        var select = """
                select cast(json_build_object(
                    'ofSession', (select count(*) from approval where status = 'ASKED' and call ->> 'session' = :session),
                    'ofSubject', (select count(*) from approval where status = 'ASKED' and call ->> 'subject' = :subject),
                    'ofPerson', (select count(*) from approval where status = 'ASKED' and person = :person),
                    'ofApprover', (select count(*) from approval where status = 'ASKED'
                        and case when :approver = '' then roles && array(select json_array_elements_text(cast(cast(:roles as text) as json)))
                            else approver = :approver end)) as text)
                """;
        return Rows.select(
                        select,
                        Map.of(
                                "session",
                                call.session().value(),
                                "subject",
                                call.subject().value(),
                                "person",
                                person == null ? "" : person.value(),
                                "approver",
                                approver == null ? "" : approver.value(),
                                "roles",
                                Rows.json(roles)),
                        Waiting.class)
                .map(found -> found.get(0));
    }

    /** What this person may answer now, the oldest first. */
    Uni<List<Approval>> waitingFor(Worker who, Set<String> roles, Instant now, PageRequest page) {
        var where = """
                where status = 'ASKED' and until > cast(cast(:now as text) as timestamptz) and id > :after
                    and (approver = :person or (approver is null
                        and roles <@ array(select json_array_elements_text(cast(cast(:roles as text) as json)))
                        and person is distinct from :person and call ->> 'subject' <> :person))
                    and not jsonb_exists_any(receivers, array(select json_array_elements_text(cast(cast(:names as text) as json))))
                order by id limit
                """ + " " + page.rows();
        var after = page.afterId();
        return Rows.select(
                SELECT + where,
                Map.of(
                        "now",
                        now.toString(),
                        "after",
                        after == null ? "" : after,
                        "person",
                        who.identity().value(),
                        "roles",
                        Rows.json(roles),
                        "names",
                        Rows.json(Receivers.digestsOf(who))),
                Approval.class);
    }

    /** False, and nothing is written, if somebody is asked for just this by now. */
    Uni<Boolean> add(Approval approval, String binding) {
        var insert = """
                insert into approval (id, revision, status, call, binding, decision, person, approver, roles, shown, receivers, asked_at, until,
                    answer, used, deleted, due_at)
                select r.id, r.revision, r.status, r.call, :binding, r.decision, r.person, r.approver, r.roles, r.shown, r.receivers, r."askedAt",
                    r.until, r.answer, r.used, r.deleted, r."dueAt"
                from\s""" + RECORD + " on conflict do nothing";
        return Rows.execute(insert, Map.of("binding", binding, "row", Rows.json(approval)))
                .map(rows -> rows == 1);
    }

    /** Another denial asks for the same. */
    Uni<Void> attempted(DecisionId decision, ApprovalId approval) {
        return Rows.execute(
                        "insert into approval_attempt (decision, approval) values (:decision, :approval) on conflict do nothing",
                        Map.of("decision", decision.value(), "approval", approval.value()))
                .replaceWithVoid();
    }

    Uni<Void> save(Approval approval) {
        var update = """
                update approval a set revision = r.revision, status = r.status, until = r.until, answer = r.answer, used = r.used,
                    deleted = r.deleted, due_at = r."dueAt", sweep_failures = 0, sweep_after = null
                from\s""" + RECORD + " where a.id = r.id";
        return Rows.execute(update, Map.of("row", Rows.json(approval))).replaceWithVoid();
    }

    Uni<Void> remove(ApprovalId id) {
        return Rows.execute("delete from approval where id = :id", Map.of("id", id.value()))
                .replaceWithVoid();
    }

    /** Locks up to {@code limit} whose time has come and that nobody else holds. */
    Uni<List<Approval>> lockDue(Instant now, int limit) {
        return Rows.select(
                SELECT + DUE + "order by due_at limit " + limit + " for update of approval skip locked",
                Map.of("now", now.toString()),
                Approval.class);
    }

    /** Empty if it isn't due or someone else holds it. */
    Uni<Optional<Approval>> lockDue(Instant now, String id) {
        return one(DUE + "and id = :id for update of approval skip locked", Map.of("now", now.toString(), "id", id));
    }

    Uni<List<String>> due(Instant now, int limit) {
        var select = "select cast(to_json(id) as text) from approval " + DUE + "order by due_at limit " + limit;
        return Rows.select(select, Map.of("now", now.toString()), String.class);
    }

    /** For 5 s after the first failure, twice as long after each other, at most 10 min. */
    Uni<Void> putOff(String id, Instant now) {
        var update = """
                update approval set sweep_failures = sweep_failures + 1,
                    sweep_after = cast(cast(:now as text) as timestamptz)
                        + least(interval '5 seconds' * power(2, least(sweep_failures, 10)), interval '10 minutes')
                where id = :id
                """;
        return Rows.execute(update, Map.of("now", now.toString(), "id", id)).replaceWithVoid();
    }

    private static Uni<Optional<Approval>> one(String where, Map<String, ?> parameters) {
        return Rows.select(SELECT + where, parameters, Approval.class)
                .map(found -> found.stream().findFirst());
    }
}
