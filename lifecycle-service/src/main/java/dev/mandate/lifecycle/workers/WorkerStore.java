package dev.mandate.lifecycle.workers;

import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.lifecycle.sql.Rows;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rows of table {@code worker}, read and written many at a time: one statement for a whole poll. */
@ApplicationScoped
public class WorkerStore {
    private static final String COLUMNS = """
            select cast(json_build_object(
                'employeeId', employee_id, 'identity', identity, 'source', source, 'revision', revision, 'standing', standing,
                'last', case when last_id is not null then json_build_object('effectiveAt', last_effective_at,
                    'sequence', last_sequence, 'source', last_source, 'id', last_id) end,
                'dueAt', due_at, 'grants', grants) as text)
            from worker
            """;

    private static final String DUE = """
            where due_at <= cast(cast(:now as text) as timestamptz)
                and (sweep_after is null or sweep_after <= cast(cast(:now as text) as timestamptz))
            """;

    /**
     * Locks the rows of these employees, made where there were none, always in the same order. An array and not a join, since
     * PostgreSQL can't know how few they are, and would read the whole table.
     */
    Uni<List<Worker>> lock(Collection<String> employeeIds) {
        var candidates = new TreeMap<String, String>();
        employeeIds.forEach(
                employee -> candidates.put(employee, IdentityId.nextPerson().value()));
        var insert = """
                insert into worker (employee_id, identity)
                select c.key, c.value from json_each_text(cast(cast(:candidates as text) as json)) c
                order by c.key
                on conflict do nothing
                """;
        var where = """
                where employee_id = any(array(select json_array_elements_text(cast(cast(:ids as text) as json))))
                order by employee_id for update of worker
                """;
        return Rows.execute(insert, Map.of("candidates", Rows.json(candidates)))
                .chain(() -> Rows.select(COLUMNS + where, Map.of("ids", Rows.json(candidates.keySet())), Worker.class));
    }

    private record Held(IdentityId identity, String employeeId) {}

    /** Whose these ids are already; an id that nobody has isn't there. */
    Uni<Map<IdentityId, String>> employeesWith(Collection<IdentityId> identities) {
        var select = """
                select cast(json_build_object('identity', identity, 'employeeId', employee_id) as text) from worker
                where identity = any(array(select json_array_elements_text(cast(cast(:ids as text) as json))))
                """;
        return Rows.select(select, Map.of("ids", Rows.json(identities)), Held.class)
                .map(held -> held.stream().collect(Collectors.toMap(Held::identity, Held::employeeId)));
    }

    /** Locks up to {@code limit} workers whose time has come and whom nobody else holds. */
    Uni<List<Worker>> lockDue(Instant now, int limit) {
        var where = DUE + "order by due_at limit " + limit + " for update of worker skip locked";
        return Rows.select(COLUMNS + where, Map.of("now", now.toString()), Worker.class);
    }

    /** Empty if he isn't due or someone else holds him. */
    Uni<List<Worker>> lockDue(Instant now, String employeeId) {
        var where = DUE + "and employee_id = :employee for update of worker skip locked";
        return Rows.select(COLUMNS + where, Map.of("now", now.toString(), "employee", employeeId), Worker.class);
    }

    Uni<List<String>> due(Instant now, int limit) {
        var select = "select cast(to_json(employee_id) as text) from worker " + DUE + "order by due_at limit " + limit;
        return Rows.select(select, Map.of("now", now.toString()), String.class);
    }

    /** For 5 s after the first failure, twice as long after each other, at most 10 min; {@link #save} forgets them. */
    Uni<Void> putOff(String employeeId, Instant now) {
        var update = """
                update worker set sweep_failures = sweep_failures + 1,
                    sweep_after = cast(cast(:now as text) as timestamptz)
                        + least(interval '5 seconds' * power(2, least(sweep_failures, 10)), interval '10 minutes')
                where employee_id = :employee
                """;
        return Rows.execute(update, Map.of("now", now.toString(), "employee", employeeId))
                .replaceWithVoid();
    }

    /** Empty if there is none. */
    public Uni<List<Worker>> lockIdentity(IdentityId identity) {
        return Rows.select(
                COLUMNS + "where identity = :identity for update of worker",
                Map.of("identity", identity.value()),
                Worker.class);
    }

    /** As he was last written, without a lock; empty if there is none. */
    public Uni<Optional<Worker>> ofIdentity(IdentityId identity) {
        return find("identity", identity.value()).map(found -> found.stream().findFirst());
    }

    /** The same by the id that HR gave him. */
    public Uni<Optional<Worker>> ofEmployee(String employeeId) {
        return find("employee_id", employeeId).map(found -> found.stream().findFirst());
    }

    private record Named(IdentityId identity, String name) {}

    /** What people call these; who isn't known isn't there. */
    public Uni<Map<IdentityId, String>> named(Collection<IdentityId> identities) {
        if (identities.isEmpty()) return Uni.createFrom().item(Map.of());
        var select = """
                select cast(json_build_object('identity', identity, 'name', concat_ws(' ', standing -> 'attributes' ->> 'givenName',
                    standing -> 'attributes' ->> 'familyName')) as text)
                from worker
                where identity = any(array(select json_array_elements_text(cast(cast(:ids as text) as json))))
                    and standing is not null
                """;
        return Rows.select(select, Map.of("ids", Rows.json(identities)), Named.class)
                .map(found -> found.stream().collect(Collectors.toMap(Named::identity, Named::name)));
    }

    /** Who holds this grant now, birthright or not, without a lock; empty if nobody does. */
    public Uni<Optional<Worker>> holding(GrantId grant) {
        var where = "where jsonb_path_query_array(grants, '$[*].id') @> to_jsonb(cast(:grant as text))";
        return Rows.select(COLUMNS + where, Map.of("grant", grant.value()), Worker.class)
                .map(found -> found.stream().findFirst());
    }

    Uni<List<Worker>> find(String column, String value) {
        return Rows.select(COLUMNS + "where " + column + " = :value", Map.of("value", value), Worker.class);
    }

    public Uni<Void> save(Collection<Worker> workers) {
        if (workers.isEmpty()) return Uni.createFrom().voidItem();
        var update = """
                update worker w set identity = r.identity, source = r.source, revision = r.revision, standing = r.standing, due_at = r."dueAt",
                    department = r.standing -> 'attributes' ->> 'department',
                    last_effective_at = cast(r.last ->> 'effectiveAt' as timestamptz),
                    last_sequence = cast(r.last ->> 'sequence' as bigint),
                    last_source = r.last ->> 'source', last_id = r.last ->> 'id',
                    grants = r.grants, sweep_failures = 0, sweep_after = null
                from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r("employeeId" text, identity text, source text, revision bigint, standing jsonb,
                    last jsonb, "dueAt" timestamptz, grants jsonb)
                where w.employee_id = r."employeeId"
                """;
        return Rows.execute(update, Map.of("rows", Rows.json(workers))).replaceWithVoid();
    }

    /** Who works here now, and in one of these departments ({@code *} for any) or with one of these roles. */
    public Uni<Long> countActive(Collection<String> departments, Collection<String> roles) {
        var select = """
                select cast(count(*) as text) from worker
                where standing ->> 'state' = 'ACTIVE' and (:everyone
                    or department in (select json_array_elements_text(cast(cast(:departments as text) as json)))
                    or exists (select 1 from jsonb_array_elements(grants) g
                        where g ->> 'role' in (select json_array_elements_text(cast(cast(:roles as text) as json)))))
                """;
        return Rows.select(
                        select,
                        Map.of(
                                "everyone",
                                departments.contains("*"),
                                "departments",
                                Rows.json(departments),
                                "roles",
                                Rows.json(roles)),
                        Long.class)
                .map(counts -> counts.get(0));
    }

    /** Has the sweep look at everyone who works in one of these departments, or at everyone, or who holds one of the roles. */
    public Uni<Void> markDue(Collection<String> departments, Collection<String> roles, Instant now) {
        var update = """
                update worker set due_at = least(due_at, cast(cast(:now as text) as timestamptz))
                where standing is not null and (:everyone
                    or department in (select json_array_elements_text(cast(cast(:departments as text) as json)))
                    or exists (select 1 from jsonb_array_elements(grants) g
                        where g ->> 'role' in (select json_array_elements_text(cast(cast(:roles as text) as json)))))
                """;
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(update)
                        .setParameter("now", now.toString())
                        .setParameter("everyone", departments.contains("*"))
                        .setParameter("departments", Rows.json(departments))
                        .setParameter("roles", Rows.json(roles))
                        .executeUpdate())
                .replaceWithVoid();
    }
}
