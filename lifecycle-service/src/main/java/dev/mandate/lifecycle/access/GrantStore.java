package dev.mandate.lifecycle.access;

import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.lifecycle.sql.Rows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Rows of table {@code access_grant}; ended ones stay, as the record of who had what. */
@ApplicationScoped
class GrantStore {
    private static final String COLUMNS = """
            select cast(json_build_object('id', id, 'identity', identity, 'employment', employment, 'role', role,
                'from', valid_from, 'until', valid_until, 'reason', reason, 'grantedBy', granted_by,
                'grantedAt', granted_at) as text)
            from access_grant
            """;

    record End(GrantId id, Instant at, String reason) {}

    Uni<List<HeldGrant>> heldBy(Collection<IdentityId> identities) {
        var where = """
                where ended_at is null
                    and identity in (select json_array_elements_text(cast(cast(:identities as text) as json)))
                order by granted_at, id
                """;
        return Rows.select(COLUMNS + where, Map.of("identities", Rows.json(identities)), HeldGrant.class);
    }

    /** Empty if there is none, or it has ended. */
    Uni<List<HeldGrant>> find(GrantId id) {
        return Rows.select(COLUMNS + "where ended_at is null and id = :id", Map.of("id", id.value()), HeldGrant.class);
    }

    Uni<Void> add(HeldGrant grant) {
        var insert = """
                insert into access_grant
                    (id, identity, employment, role, valid_from, valid_until, reason, granted_by, granted_at)
                select id, identity, employment, role, "from", until, reason, "grantedBy", "grantedAt"
                from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id text, identity text, employment integer, role text,
                    "from" timestamptz, until timestamptz, reason text, "grantedBy" text, "grantedAt" timestamptz)
                """;
        return Rows.execute(insert, Map.of("rows", Rows.json(List.of(grant)))).replaceWithVoid();
    }

    Uni<Void> end(Collection<End> ends) {
        if (ends.isEmpty()) return Uni.createFrom().voidItem();
        var update = """
                update access_grant g set ended_at = r.at, ended_reason = r.reason
                from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id text, at timestamptz, reason text)
                where g.id = r.id and g.ended_at is null
                """;
        return Rows.execute(update, Map.of("rows", Rows.json(ends))).replaceWithVoid();
    }
}
